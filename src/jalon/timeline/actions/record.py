"""Record an event, in the transaction of the change it tells of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import transaction
from pydantic import TypeAdapter

from jalon.kernel.clock import now
from jalon.kernel.db.bulk import Column, Same, load_columns
from jalon.kernel.ids import new_id
from jalon.orgs.actor import Actor
from jalon.timeline.catalogue import NoParticulars, Particulars, Verb
from jalon.timeline.models import Event, EventText
from jalon.timeline.reactions import react


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
    told = list(happenings)
    if not told:
        return 0
    ids = [new_id() for _one in told]
    columns: dict[str, Column] = {name: Same(value) for name, value in _common(verb, actor, kind).items()}
    columns |= {
        "id": ids,
        "subject_id": [one.subject_id for one in told],
        "at": [one.at for one in told],
        "recorded_at": Same(now()),
        "particulars": _checked_all(verb, [one.particulars for one in told]),
    }
    count = load_columns(Event, columns)
    texts = [(event_id, one.text) for event_id, one in zip(ids, told, strict=True) if one.text]
    if texts:
        with_text, bodies = zip(*texts, strict=True)
        workspace = Same(actor.member.workspace_id)
        load_columns(EventText, {"event_id": with_text, "workspace_id": workspace, "body": bodies})
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


def _checked_all(verb: Verb, particulars: list[Particulars]) -> list[dict[str, object]]:
    """As `_checked`, for all in one go."""
    wrong = {type(one) for one in particulars} - {verb.particulars}
    if wrong:
        raise TypeError(f"{verb.name} carries {verb.particulars.__name__}, not {min(one.__name__ for one in wrong)}")
    if verb.particulars is NoParticulars:
        return [{}] * len(particulars)
    plain: list[dict[str, object]] = _writer(verb.particulars).dump_python(particulars, mode="json")
    return plain


@cache
def _writer(kind: type[Particulars]) -> TypeAdapter[list[Particulars]]:
    return TypeAdapter(list[kind])  # type: ignore[valid-type]


def _checked(verb: Verb, particulars: Particulars) -> dict[str, object]:
    if type(particulars) is not verb.particulars:
        raise TypeError(f"{verb.name} carries {verb.particulars.__name__}, not {type(particulars).__name__}")
    return {} if verb.particulars is NoParticulars else particulars.model_dump(mode="json")
