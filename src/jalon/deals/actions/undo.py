"""Undo an operation on deals: each event of it, last first, is compensated, or none when something changed since."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import hold_deals
from jalon.deals.actions._undo_evidence import unstate, unwithdraw
from jalon.deals.actions._undo_moves import unclose, unmove, unreopen
from jalon.deals.actions._undone import changed_since
from jalon.deals.actions.edit_deal import write_edit
from jalon.deals.actions.shelve import shelve
from jalon.deals.models import Deal
from jalon.deals.verbs import DEAL_ARCHIVED, DEAL_RESTORED, DEAL_TRASHED, DEAL_UNARCHIVED
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


def undo_deal_operation(operation: Operation, actor: Actor, at: datetime) -> None:
    """Compensate every deal event of `operation`, one's own or, for who may assign deals, anybody's.

    Raises UndoRefused when there is none, or when a deal has changed since: then nothing is undone, because readings
    leave out an undone operation as a whole. Raises NotAllowed, also when one of the deals is out of the actor's sight.
    """
    actor.must(Can.EDIT_DEALS)
    events = Event.objects.filter(operation_id=operation.pk, subject_kind="deal", verb__in=COMPENSATIONS)
    if operation.actor_id != actor.member.pk:
        _must_see(events, actor)
    hold_deals(events.values_list("subject_id", flat=True))
    try:
        undone = [
            COMPENSATIONS[event.verb](_deal(event), event, actor, at)
            for event in list(events.select_related("text").order_by("-recorded_at", "-id"))
        ]
    except Refusal as problem:
        remedy = _("Nothing was undone: change by hand what is to be changed.")
        raise UndoRefused(problem.message, remedy=remedy) from None
    if not undone:
        raise UndoRefused(_("There is nothing to undo."))


def _must_see(events: EventQuerySet, actor: Actor) -> None:
    """Whoever undoes what others did has the right to, and every deal of it in sight."""
    actor.must(Can.ASSIGN_DEALS)
    touched = set(events.values_list("subject_id", flat=True))
    if Deal.objects.visible_to(actor.member).filter(pk__in=touched).count() != len(touched):
        raise NotAllowed(_("Part of this is out of your sight."), remedy=_("Ask who did it, or who sees it all."))


def _deal(event: Event) -> Deal:
    """In sight or not: whoever did it may undo it, even if the deal has left their sight by it."""
    deals = Deal.objects.select_related("stage", "pipeline", "company", "owner")
    return deals.get(pk=event.subject_id, workspace_id=event.workspace_id)


def _uncreate(deal: Deal, _event: Event, actor: Actor, at: datetime) -> None:
    if deal.edit != 1:
        raise changed_since(deal)
    shelve(deal, Can.EDIT_DEALS, field="trashed_at", value=at, verb=DEAL_TRASHED, actor=actor, at=at)


def _unedit(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    text = getattr(event, "text", None)
    words = json.loads(text.body) if text and text.body else {}
    recorded = {**event.particulars["changes"], **words}
    if any(_revived(name, new) != getattr(deal, name) for name, (_old, new) in recorded.items()):
        raise changed_since(deal)
    back = {name: _revived(name, old) for name, (old, _new) in recorded.items()}
    write_edit(deal=deal, changes=back, actor=actor, at=at)


def _revived(name: str, value: Any) -> Any:
    """A recorded value as the deal holds it."""
    if value is None:
        return None
    if name == "company":
        return Company.objects.filter(pk=value).first()
    if name == "owner":
        return Membership.objects.filter(pk=value).first()
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
    "deal.edited": _unedit,
    "deal.trashed": _shelve_back("trashed_at", sets=False, verb=DEAL_RESTORED),
    "deal.restored": _shelve_back("trashed_at", sets=True, verb=DEAL_TRASHED),
    "deal.archived": _shelve_back("archived_at", sets=False, verb=DEAL_UNARCHIVED),
    "deal.unarchived": _shelve_back("archived_at", sets=True, verb=DEAL_ARCHIVED),
    "evidence.stated": unstate,
    "evidence.withdrawn": unwithdraw,
}
