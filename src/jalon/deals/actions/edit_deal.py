"""Change fields of a deal, on the reading that the editor had."""

import json
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import claim, hold
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._right import must
from jalon.deals.actions._value import EDITABLE, FACTS, WORDS, deal_search_key, deal_value, misfit
from jalon.deals.models import Deal
from jalon.deals.verbs import DEAL_EDITED, DealEdited
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record


class CannotEdit(Refusal):
    """A field that cannot be changed, or a value that the field cannot hold: `field` and `value` say which."""


@transaction.atomic
def edit_deal(*, deal: Deal, changes: dict[str, Any], actor: Actor, at: datetime, edit: int | None = None) -> Deal:
    """Set `changes` (field to value; `company` and `owner` as rows) if nobody changed the deal since `edit`.

    Raises CannotEdit, NotAllowed, DealChanged with both values.
    """
    must(actor, Can.EDIT_DEALS, deal)
    if "owner" in changes and changes["owner"] != deal.owner and deal.owner_id != actor.member.pk:
        actor.must(Can.ASSIGN_DEALS)
    return write_edit(deal=deal, changes=changes, actor=actor, at=at, edit=edit)


@transaction.atomic
def write_edit(*, deal: Deal, changes: dict[str, Any], actor: Actor, at: datetime, edit: int | None = None) -> Deal:
    """The same for an actor whose right is known already: whoever takes back an edit of their own."""
    _check(deal, changes)
    effective = {name: value for name, value in changes.items() if getattr(deal, name) != value}
    if not effective:
        return deal
    actor = within_operation("deals.edit", actor=actor, at=at)
    _hold_name(deal, effective)
    before, old = footprint(deal), {name: getattr(deal, name) for name in effective}
    claim(deal, edit=edit, **effective, **_kept(deal, effective))
    shift_totals(before, footprint(deal))
    facts, words = changes_recorded(old, effective)
    record(
        DEAL_EDITED,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=DealEdited(changes=facts),
        text=json.dumps(words, ensure_ascii=False) if words else "",
    )
    return deal


def changes_recorded(
    old: dict[str, Any], new: dict[str, Any]
) -> tuple[dict[str, tuple[str | int | None, str | int | None]], dict[str, list[str]]]:
    """Split changes into facts (old, new), for the event, and words [old, new], for its text."""
    facts = {name: (_plain(old[name]), _plain(new[name])) for name in new if name in FACTS}
    words = {name: [old[name], new[name]] for name in new if name in WORDS}
    return facts, words


def _plain(value: Any) -> str | int | None:
    if isinstance(value, models.Model):
        return str(value.pk)
    return value.isoformat() if isinstance(value, date) else value


def _hold_name(deal: Deal, changes: dict[str, Any]) -> None:
    """What a deal is found by: its company's name is read anew, once a renaming that is under way has ended."""
    company = changes.get("company", deal.company)
    if company is not None and not {"title", "company"}.isdisjoint(changes):
        hold(deal)
        company.refresh_from_db(fields=["name"])


def _kept(deal: Deal, changes: dict[str, Any]) -> dict[str, Any]:
    """The value and search key that the changed deal would have."""
    draft = Deal(**{name: getattr(deal, name) for name in EDITABLE} | changes)
    value = deal_value(draft)
    if problem := misfit(Deal, "value_minor", value):
        raise CannotEdit(problem, field="recurring_minor", value=draft.recurring_minor)
    return {"value_minor": value, "search_key": deal_search_key(draft)}


def _check(deal: Deal, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if name not in EDITABLE:
            raise CannotEdit(_("“%(field)s” cannot be edited.") % {"field": name}, field=name, value=value)
        if name == "title" and not str(value).strip():
            raise CannotEdit(_("A deal needs a title."), field=name, remedy=_("Write what is being sold."))
        if name in {"company", "owner"}:
            _check_same_workspace(deal, name, value)
        elif problem := misfit(Deal, name, value):
            raise CannotEdit(problem, field=name, value=value)


def _check_same_workspace(deal: Deal, name: str, value: Any) -> None:
    if value is not None and value.workspace_id != deal.workspace_id:
        raise CannotEdit(_("That record is not in this workspace."), field=name, value=value.pk)
