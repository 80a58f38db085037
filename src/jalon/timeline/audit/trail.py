"""The trail: changes, pages seen and files taken away as one list, newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.kernel.db.keyset import Order, Page, page_of_many
from jalon.orgs.actor import Door
from jalon.orgs.models import Membership
from jalon.timeline.audit.subjects import kind_words, subject_names, subject_url
from jalon.timeline.catalogue import all_verbs
from jalon.timeline.models import Event, Sighting
from jalon.timeline.queries import words_of

NEWEST = Order("recorded_at", is_descending=True)
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class TrailFilters:
    """What is looked for: whose acts, on which record, of which kind, recorded on which days."""

    member: UUID | None = None
    record: UUID | None = None
    act: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry in words. `operation` ties changes made together, `request_id` finds a sighting in the log."""

    id: UUID
    recorded_at: datetime
    act: str
    words: str
    who: str
    door: str
    kind: str
    subject_id: UUID | None
    subject: str
    url: str
    rows: int
    operation: str
    request_id: str


def trail(viewer: Membership, *, filters: TrailFilters, after: str = "", limit: int = 50) -> Page[TrailLine]:
    """A page of the trail of the viewer's workspace, after the cursor `after`."""
    page = page_of_many(_lists(viewer, filters), NEWEST, after=after, limit=limit)
    return replace(page, rows=_lines(viewer, page.rows))


def whole_trail(viewer: Membership, *, filters: TrailFilters) -> Iterator[TrailLine]:
    """Every line, read some at a time."""
    page = trail(viewer, filters=filters, limit=AT_ONCE)
    yield from page.rows
    while page.more:
        page = trail(viewer, filters=filters, after=page.more, limit=AT_ONCE)
        yield from page.rows


def trail_count(viewer: Membership, *, filters: TrailFilters) -> int:
    """How many lines there are in all."""
    return sum(rows.count() for rows in _lists(viewer, filters))


def _lists(viewer: Membership, filters: TrailFilters) -> "Sequence[QuerySet[Any, Any]]":
    same = _common(viewer, filters)
    exports = [verb.name for verb in all_verbs() if verb.name.endswith(".exported")]
    events, sightings = Event.objects.visible_to(viewer).filter(same), Sighting.objects.filter(same)
    if filters.act == "changed":
        return [events.exclude(verb__in=exports)]
    if filters.act == "seen":
        return [sightings.filter(is_export=False)]
    if filters.act == "exported":
        return [events.filter(verb__in=exports), sightings.filter(is_export=True)]
    return [events, sightings]


def _common(viewer: Membership, filters: TrailFilters) -> Q:
    wanted = Q(workspace_id=viewer.workspace_id)
    if filters.member:
        wanted &= Q(actor_id=filters.member)
    if filters.record:
        wanted &= Q(subject_id=filters.record)
    if filters.since:
        wanted &= Q(recorded_at__gte=_start_of(filters.since, viewer))
    if filters.until:
        wanted &= Q(recorded_at__lt=_start_of(filters.until + timedelta(days=1), viewer))
    return wanted


def _start_of(day: date, viewer: Membership) -> datetime:
    return datetime.combine(day, time(), tzinfo=viewer.workspace.zone())


def _lines(viewer: Membership, rows: Sequence[Event | Sighting]) -> list[TrailLine]:
    members = Membership.objects.filter(pk__in={row.actor_id for row in rows if row.actor_id})
    who = {member.pk: str(member.user) for member in members.select_related("user")}
    names = subject_names(viewer, [(row.subject_kind, row.subject_id) for row in rows if row.subject_id])
    return [_line(row, who, names, viewer.workspace.slug) for row in rows]


def _line(row: Event | Sighting, who: dict[UUID, str], names: dict[UUID, str], slug: str) -> TrailLine:
    name = names.get(row.subject_id, "") if row.subject_id else ""
    return TrailLine(
        id=row.pk,
        recorded_at=row.recorded_at,
        act=_act(row),
        words=words_of(row.verb) if isinstance(row, Event) else _saw(row),
        who=who.get(row.actor_id, "") if row.actor_id else "",
        door=str(Door(row.door).label),
        kind=kind_words(row.subject_kind),
        subject_id=row.subject_id,
        subject=name,
        url=subject_url(row.subject_kind, row.subject_id, slug) if name and row.subject_id else "",
        rows=row.rows if isinstance(row, Sighting) else _rows_of(row),
        operation=str(row.operation_id) if isinstance(row, Event) else "",
        request_id=row.request_id if isinstance(row, Sighting) else "",
    )


def _act(row: Event | Sighting) -> str:
    if isinstance(row, Sighting):
        return "exported" if row.is_export else "seen"
    return "exported" if row.verb.endswith(".exported") else "changed"


def _saw(row: Sighting) -> str:
    if row.is_export:
        words = ngettext("took %(rows)d row away as a file", "took %(rows)d rows away as a file", row.rows)
        return words % {"rows": row.rows}
    if row.subject_id:
        return _("opened the record")
    return ngettext("saw %(rows)d in a list", "saw %(rows)d in a list", row.rows) % {"rows": row.rows}


def _rows_of(event: Event) -> int:
    rows = event.particulars.get("rows", 1)
    return rows if isinstance(rows, int) else 1
