"""What happened, as people read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from jalon.orgs.models import Membership
from jalon.timeline.catalogue import UnknownVerb, verb_named
from jalon.timeline.models import Event, EventText, Operation


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in words. `text` is what a person wrote, empty once redacted; `undone` when it was taken back."""

    event_id: UUID
    at: datetime
    recorded_at: datetime
    verb: str
    words: str
    actor_name: str
    door: str
    subject_kind: str
    subject_id: UUID
    text: str
    particulars: dict[str, object]
    operation_id: UUID
    undone: bool
    is_redacted: bool = False


def history(
    viewer: Membership,
    *,
    subjects: Iterable[tuple[str, UUID]],
    kinds: set[str] | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> list[Entry]:
    """What happened to `subjects`, (kind, id) pairs, newest first: `limit` entries older than the event `before`.

    `kinds` are the names of the verbs wanted; None wants all. Events that no longer have a verb keep its name.
    """
    events = Event.objects.visible_to(viewer).about(*subjects)
    if kinds is not None:
        events = events.filter(verb__in=kinds)
    if before is not None:
        events = events.filter(_older_than(viewer, before))
    return _entries(list(events.order_by("-at", "-id")[:limit]))


def recorded_last(viewer: Membership, *, before: datetime | None = None, limit: int) -> list[Entry]:
    """What was recorded last, of whatever kind: a condition on it would read a long import through."""
    events = Event.objects.visible_to(viewer)
    if before is not None:
        events = events.filter(recorded_at__lt=before)
    return _entries(list(events.order_by("-recorded_at", "-id")[:limit]))


def started_at(viewer: Membership, operation_id: UUID) -> datetime | None:
    """When an operation of the workspace started; None when there is none of that id."""
    found = Operation.objects.filter(workspace_id=viewer.workspace_id, pk=operation_id)
    return found.values_list("started_at", flat=True).first()


def _older_than(viewer: Membership, before: UUID) -> Q:
    at = Event.objects.visible_to(viewer).filter(pk=before).values_list("at", flat=True).first()
    return Q(pk__in=[]) if at is None else Q(at__lt=at) | Q(at=at, pk__lt=before)


def _entries(events: list[Event]) -> list[Entry]:
    names = _names({event.actor_id for event in events if event.actor_id})
    texts = EventText.objects.in_bulk([event.pk for event in events])
    undone = _undone({event.operation_id for event in events})
    return [_entry(event, names, texts, undone) for event in events]


def _entry(event: Event, names: dict[UUID, str], texts: dict[UUID, EventText], undone: set[UUID]) -> Entry:
    text = texts.get(event.pk)
    return Entry(
        event_id=event.pk,
        at=event.at,
        recorded_at=event.recorded_at,
        verb=event.verb,
        words=words_of(event.verb),
        actor_name=names.get(event.actor_id, "") if event.actor_id else "",
        door=event.door,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        text=text.body if text else "",
        particulars=event.particulars,
        operation_id=event.operation_id,
        undone=event.operation_id in undone,
        is_redacted=bool(text and text.redacted_at),
    )


def words_of(verb: str) -> str:
    """The verb in the reader's language; its name when no room declares it any more."""
    try:
        english, french = verb_named(verb).words
    except UnknownVerb:
        return verb
    return french if (get_language() or "en").startswith("fr") else english


def _names(member_ids: set[UUID]) -> dict[UUID, str]:
    members = Membership.objects.filter(pk__in=member_ids).select_related("user")
    return {member.pk: str(member.user) for member in members}


def _undone(operation_ids: set[UUID]) -> set[UUID]:
    undone = Operation.objects.filter(pk__in=operation_ids, undone_at__isnull=False)
    return set(undone.values_list("pk", flat=True))
