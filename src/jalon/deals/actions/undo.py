"""Undo an operation on deals: each event of it, last first, is compensated, or none when something changed since."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import hold_deals
from jalon.deals.actions._undo_evidence import unstate, unwithdraw
from jalon.deals.actions._undo_moves import unclose, unmove, unreopen
from jalon.deals.actions._undone import changed_since
from jalon.deals.actions.edit_deal import write_edit
from jalon.deals.actions.shelve import shelve
from jalon.deals.models import Deal
from jalon.deals.verbs import DEAL_ARCHIVED, DEAL_EDITED, DEAL_RESTORED, DEAL_TRASHED, DEAL_UNARCHIVED
from jalon.directory.models import Company
from jalon.kernel.errors import NotAllowed, Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can
from jalon.timeline.actions import UndoRefused
from jalon.timeline.catalogue import Verb
from jalon.timeline.models import Event, EventQuerySet, Operation

KINDS = ["create", "move", "edit", "close", "reopen", "shelve", "evidence", "bulk"]

Compensation = Callable[[Deal, Event, Actor, datetime], None]


@dataclass(frozen=True, slots=True)
class Rows:
    """What the events tell of, read once for all of them: deals, and the companies and owners that deals had."""

    deals: dict[UUID, Deal]
    companies: dict[UUID, Company]
    members: dict[UUID, Membership]


def undo_deal_operation(operation: Operation, actor: Actor, at: datetime) -> None:
    """Compensate every deal event of `operation`, one's own or, for who may assign deals, anybody's.

    Raises UndoRefused when there is none, or when a deal has changed since: then nothing is undone, because readings
    leave out an undone operation as a whole. Raises NotAllowed, also when one of the deals is out of the actor's sight.
    """
    actor.must(Can.EDIT_DEALS)
    events = Event.objects.filter(operation_id=operation.pk, subject_kind="deal", verb__in=UNDOABLE)
    if operation.actor_id != actor.member.pk:
        _must_see(events, actor)
    hold_deals(events.values_list("subject_id", flat=True))
    told = list(events.select_related("text").order_by("-recorded_at", "-id"))
    if not told:
        raise UndoRefused(_("There is nothing to undo."))
    rows = _rows(told, operation.workspace_id)
    try:
        for event in told:
            _compensate(event, rows, actor, at)
    except Refusal as problem:
        remedy = _("Nothing was undone: change by hand what is to be changed.")
        raise UndoRefused(problem.message, remedy=remedy) from None


def _must_see(events: EventQuerySet, actor: Actor) -> None:
    """Whoever undoes what others did has the right to, and every deal of it in sight."""
    actor.must(Can.ASSIGN_DEALS)
    touched = set(events.values_list("subject_id", flat=True))
    if Deal.objects.visible_to(actor.member).filter(pk__in=touched).count() != len(touched):
        raise NotAllowed(_("Part of this is out of your sight."), remedy=_("Ask who did it, or who sees it all."))


def _rows(events: list[Event], workspace_id: UUID) -> Rows:
    """The deals in sight or not: whoever did it may undo it, even if a deal has left their sight by it."""
    deals = Deal.objects.filter(workspace_id=workspace_id).select_related("stage", "pipeline", "company", "owner")
    return Rows(
        deals=deals.in_bulk({event.subject_id for event in events}),
        companies=Company.objects.in_bulk(_named(events, "company")),
        members=Membership.objects.in_bulk(_named(events, "owner")),
    )


def _named(events: list[Event], field: str) -> set[UUID]:
    """The ids that edits of the field tell of, before and after."""
    edits = [event.particulars["changes"] for event in events if event.verb == DEAL_EDITED.name]
    return {UUID(one) for changes in edits for one in changes.get(field, ()) if one}


def _compensate(event: Event, rows: Rows, actor: Actor, at: datetime) -> None:
    deal = rows.deals[event.subject_id]
    if event.verb == DEAL_EDITED.name:
        _unedit(deal, event, rows, actor, at)
    else:
        COMPENSATIONS[event.verb](deal, event, actor, at)


def _uncreate(deal: Deal, _event: Event, actor: Actor, at: datetime) -> None:
    if deal.edit != 1:
        raise changed_since(deal)
    shelve(deal, Can.EDIT_DEALS, field="trashed_at", value=at, verb=DEAL_TRASHED, actor=actor, at=at)


def _unedit(deal: Deal, event: Event, rows: Rows, actor: Actor, at: datetime) -> None:
    text = getattr(event, "text", None)
    words = json.loads(text.body) if text and text.body else {}
    recorded = {**event.particulars["changes"], **words}
    if any(_revived(name, new, rows) != getattr(deal, name) for name, (_old, new) in recorded.items()):
        raise changed_since(deal)
    back = {name: _revived(name, old, rows) for name, (old, _new) in recorded.items()}
    write_edit(deal=deal, changes=back, actor=actor, at=at)


def _revived(name: str, value: Any, rows: Rows) -> Any:
    """A recorded value as the deal holds it."""
    if value is None:
        return None
    if name == "company":
        return rows.companies.get(UUID(value))
    if name == "owner":
        return rows.members.get(UUID(value))
    return date.fromisoformat(value) if name in {"close_on", "next_step_on"} else value


def _shelve_back(field: str, *, sets: bool, verb: Verb) -> Compensation:
    def compensate(deal: Deal, _event: Event, actor: Actor, at: datetime) -> None:
        shelve(deal, Can.EDIT_DEALS, field=field, value=at if sets else None, verb=verb, actor=actor, at=at)

    return compensate


COMPENSATIONS: dict[str, Compensation] = {
    "deal.created": _uncreate,
    "deal.moved": unmove,
    "deal.closed": unclose,
    "deal.reopened": unreopen,
    "deal.trashed": _shelve_back("trashed_at", sets=False, verb=DEAL_RESTORED),
    "deal.restored": _shelve_back("trashed_at", sets=True, verb=DEAL_TRASHED),
    "deal.archived": _shelve_back("archived_at", sets=False, verb=DEAL_UNARCHIVED),
    "deal.unarchived": _shelve_back("archived_at", sets=True, verb=DEAL_ARCHIVED),
    "evidence.stated": unstate,
    "evidence.withdrawn": unwithdraw,
}
UNDOABLE = [*COMPENSATIONS, DEAL_EDITED.name]
