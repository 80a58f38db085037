"""Record an event, in the transaction of the change it tells of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jalon.kernel.clock import now
from jalon.kernel.db.bulk import bulk_load
from jalon.kernel.ids import new_id
from jalon.orgs.actor import Actor
from jalon.timeline.catalogue import NoParticulars, Particulars, Verb
from jalon.timeline.models import Event, EventText
from jalon.timeline.reactions import react

EVENT_FIELDS = [
    "id",
    "workspace_id",
    "operation_id",
    "at",
    "recorded_at",
    "actor_id",
    "on_behalf_of_id",
    "door",
    "verb",
    "version",
    "subject_kind",
    "subject_id",
    "particulars",
]


@dataclass(frozen=True, slots=True)
class Happening:
    """What one event of a bulk record says."""

    subject_id: UUID
    particulars: Particulars
    at: datetime
    text: str = ""


def record(
    verb: Verb,
    *,
    subject: tuple[str, UUID],
    actor: Actor,
    at: datetime,
    particulars: Particulars | None = None,
    text: str = "",
) -> Event:
    """Write one event (and its free text) and run the reactions to its verb. Must be called inside a transaction.

    Raises TypeError when the particulars are not the verb's own, UnknownVerb when nobody declared it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an event is recorded in the transaction of its change")
    kind, subject_id = subject
    event = Event.objects.create(
        **_common(verb, actor, kind),
        subject_id=subject_id,
        at=at,
        recorded_at=now(),
        particulars=_checked(verb, particulars or NoParticulars()),
    )
    if text:
        EventText.objects.create(event=event, workspace_id=event.workspace_id, body=text)
    react(event)
    return event


def record_many(verb: Verb, *, kind: str, happenings: Iterable[Happening], actor: Actor) -> int:
    """Write many events of one verb at once (imports, bulk edits); reactions are not run. Gives how many."""
    common, recorded_at = _common(verb, actor, kind), now()
    told = list(happenings)
    ids = [new_id() for _one in told]
    rows = (
        [
            event_id,
            common["workspace_id"],
            common["operation_id"],
            one.at,
            recorded_at,
            common["actor_id"],
            common["on_behalf_of_id"],
            common["door"],
            verb.name,
            verb.version,
            kind,
            one.subject_id,
            _checked(verb, one.particulars),
        ]
        for event_id, one in zip(ids, told, strict=True)
    )
    count = bulk_load(Event, fields=EVENT_FIELDS, rows=rows)
    texts = [(event_id, common["workspace_id"], one.text) for event_id, one in zip(ids, told, strict=True) if one.text]
    if texts:
        bulk_load(EventText, fields=["event_id", "workspace_id", "body"], rows=texts)
    return count


def _common(verb: Verb, actor: Actor, kind: str) -> dict[str, object]:
    return {
        "workspace_id": actor.member.workspace_id,
        "operation_id": actor.operation_id or new_id(),
        "actor_id": actor.member.pk,
        "on_behalf_of_id": actor.on_behalf_of,
        "door": str(actor.door),
        "verb": verb.name,
        "version": verb.version,
        "subject_kind": kind,
    }


def _checked(verb: Verb, particulars: Particulars) -> dict[str, object]:
    if type(particulars) is not verb.particulars:
        raise TypeError(f"{verb.name} carries {verb.particulars.__name__}, not {type(particulars).__name__}")
    return particulars.model_dump(mode="json")
