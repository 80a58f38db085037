"""Change fields of a deal, on the reading that the editor had."""

import json
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import claim
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._value import deal_search_key, deal_value
from jalon.deals.models import Deal
from jalon.deals.verbs import DEAL_EDITED, DealEdited
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record

WORDS = frozenset({"title", "source", "next_step", "competitor", "reference"})
FACTS = frozenset(
    [
        "company",
        "owner",
        "one_off_minor",
        "recurring_minor",
        "term_months",
        "currency",
        "direction",
        "close_on",
        "next_step_on",
    ]
)
EDITABLE = WORDS | FACTS


class CannotEdit(Refusal):
    """A field that cannot be changed, or a value that the field cannot hold: `field` and `value` say which."""


@transaction.atomic
def edit_deal(*, deal: Deal, changes: dict[str, Any], actor: Actor, at: datetime, edit: int | None = None) -> Deal:
    """Set `changes` (field to value; `company` and `owner` as rows) if nobody changed the deal since `edit`.

    Raises CannotEdit, NotAllowed, DealChanged with both values.
    """
    actor.must(Can.EDIT_DEALS)
    if "owner" in changes and changes["owner"] != deal.owner and deal.owner_id != actor.member.pk:
        actor.must(Can.ASSIGN_DEALS)
    _check(deal, changes)
    effective = {name: value for name, value in changes.items() if getattr(deal, name) != value}
    if not effective:
        return deal
    actor = within_operation("deals.edit", actor=actor, at=at)
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


def _kept(deal: Deal, changes: dict[str, Any]) -> dict[str, Any]:
    """The value and search key that the changed deal would have."""
    draft = Deal(**{name: getattr(deal, name) for name in EDITABLE} | changes)
    return {"value_minor": deal_value(draft), "search_key": deal_search_key(draft)}


def _check(deal: Deal, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if name not in EDITABLE:
            raise CannotEdit(_("“%(field)s” cannot be edited.") % {"field": name}, field=name, value=value)
        if name == "title" and not str(value).strip():
            raise CannotEdit(_("A deal needs a title."), field=name, remedy=_("Write what is being sold."))
        if name in {"company", "owner"}:
            _check_same_workspace(deal, name, value)
        else:
            _check_fits(name, value)


def _check_same_workspace(deal: Deal, name: str, value: Any) -> None:
    if value is not None and value.workspace_id != deal.workspace_id:
        raise CannotEdit(_("That record is not in this workspace."), field=name, value=value.pk)


def _check_fits(name: str, value: Any) -> None:
    field = Deal._meta.get_field(name)
    if not isinstance(field, models.Field):
        return
    try:
        field.clean(value, None)
    except ValidationError as problem:
        raise CannotEdit(" ".join(problem.messages), field=name, value=value) from None
