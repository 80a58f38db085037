"""Sealing: what was written since the last round becomes the next links of each workspace's chain."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet, Subquery

from jalon.orgs.models import Workspace
from jalon.timeline.audit.digests import SOURCES, Entry, Source, pack, unpack
from jalon.timeline.models import Event, Purge, Seal, Sighting

OVERLAP = timedelta(hours=1)  # a transaction may commit that long after the moment its rows carry
PER_SEAL = 1_000
PER_LOOK = 20_000
GENESIS = "0" * 64

log = structlog.get_logger("jalon.audit")

_quiet: dict[UUID, tuple[str, list[int]]] = {}  # where the last look found nothing: the head, and rows by source

type Found = tuple[datetime, str, UUID]


def seal_all(*, at: datetime) -> int:
    """Seal whatever waits in any workspace; gives how many rows. Two who seal at once seal each row once."""
    return sum(seal_workspace(workspace_id, at=at) for workspace_id in _moved(at))


def seal_workspace(workspace_id: UUID, *, at: datetime) -> int:
    """Seal what waits in one workspace; gives how many rows."""
    sealed = 0
    while True:
        last = head_of(workspace_id)
        found = _unsealed(workspace_id, last)
        if not found:
            return sealed
        for some in batched(found, PER_SEAL):
            last = _add_seal(workspace_id, some, last, at)
            if last is None:
                return sealed  # somebody else seals this workspace
            sealed += len(some)


def head_of(workspace_id: UUID) -> Seal | None:
    """The last link of the chain."""
    return Seal.objects.filter(workspace_id=workspace_id).order_by("-number").first()


def seal_hash(seal: Seal, previous: str) -> str:
    """What a seal's hash must be, given the hash of the one before it."""
    head = {
        "workspace": str(seal.workspace_id),
        "number": seal.number,
        "first": seal.first,
        "until": seal.until.astimezone(UTC).isoformat(timespec="microseconds"),
        "sealed_at": seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": previous,
    }
    return hashlib.sha256(json.dumps(head, sort_keys=True).encode() + bytes(seal.entries)).hexdigest()


def waiting(workspace_id: UUID) -> int:
    """How many rows of the workspace are not sealed yet, up to PER_LOOK."""
    return len(_unsealed(workspace_id, head_of(workspace_id)))


def _add_seal(workspace_id: UUID, found: tuple[Found, ...], last: Seal | None, at: datetime) -> Seal | None:
    """The seal that follows `last`; None when another one does by now: its number is taken, by the constraint."""
    entries = _entries(workspace_id, found)
    seal = Seal(
        workspace_id=workspace_id,
        number=last.number + 1 if last else 1,
        first=last.first + sum(1 for _entry in unpack(bytes(last.entries))) if last else 1,
        entries=pack(entries),
        until=max(found[-1][0], last.until) if last else found[-1][0],
        sealed_at=at,
    )
    seal.hash = seal_hash(seal, last.hash if last else GENESIS)
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
    except IntegrityError:
        return None
    log.info("sealed", workspace=str(workspace_id), seal=seal.number, entries=len(entries), hash=seal.hash)
    return seal


def _entries(workspace_id: UUID, found: tuple[Found, ...]) -> list[Entry]:
    digests = {
        code: source.digests(workspace_id, [row_id for _moment, kind, row_id in found if kind == code])
        for code, source in SOURCES.items()
    }
    return [Entry(code, row_id, digests[code][row_id][1]) for _moment, code, row_id in found]


def _unsealed(workspace_id: UUID, last: Seal | None) -> list[Found]:
    """Rows in no seal, oldest first. Only the last OVERLAP before the head is looked through again."""
    if last is None:
        return _fresh(workspace_id, None, set())
    since = last.until - OVERLAP
    state = last.hash, [_since(workspace_id, source, since).count() for source in SOURCES.values()]
    if _quiet.get(workspace_id) == state:
        return []
    found = _fresh(workspace_id, since, _sealed_since(workspace_id, since))
    if not found:
        _quiet[workspace_id] = state
    return found


def _fresh(workspace_id: UUID, since: datetime | None, sealed: set[UUID]) -> list[Found]:
    found = [one for source in SOURCES.values() for one in _rows(workspace_id, source, since, sealed)]
    return sorted(found)[:PER_LOOK]


def _since(workspace_id: UUID, source: Source, since: datetime | None) -> "QuerySet[Any]":
    rows = source.rows(workspace_id)
    return rows.filter(**{f"{source.moment}__gt": since}) if since else rows


def _rows(workspace_id: UUID, source: Source, since: datetime | None, sealed: set[UUID]) -> Iterator[Found]:
    rows = _since(workspace_id, source, since).order_by(source.moment, "id").values_list(source.moment, "id")
    fresh = ((moment, source.code, row_id) for moment, row_id in rows.iterator() if row_id not in sealed)
    for _count, one in zip(range(PER_LOOK), fresh, strict=False):
        yield one


def _sealed_since(workspace_id: UUID, since: datetime) -> set[UUID]:
    """Ids in the seals that may hold rows of after `since`."""
    packed = Seal.objects.filter(workspace_id=workspace_id, until__gt=since).values_list("entries", flat=True)
    return {entry.row_id for some in packed for entry in unpack(bytes(some))}


def _moved(at: datetime) -> list[UUID]:
    """Workspaces where something may wait: written to since their head, or so lately that a row may still appear."""
    newest = {
        name: Subquery(
            model._default_manager.filter(workspace_id=OuterRef("pk"))
            .order_by("-recorded_at", "-id")
            .values("recorded_at")[:1]
        )
        for name, model in (("event", Event), ("sighting", Sighting))
    }
    until = Subquery(Seal.objects.filter(workspace_id=OuterRef("pk")).order_by("-number").values("until")[:1])
    rows = Workspace.objects.annotate(**newest, until=until).values_list("pk", "event", "sighting", "until")
    moved = [
        pk
        for pk, event, sighting, sealed in rows
        if (last := max((one for one in (event, sighting) if one), default=None))
        and (sealed is None or last > sealed or last > at - 2 * OVERLAP)
    ]
    erased = Purge.objects.filter(ended_at__gt=at - timedelta(days=7)).values_list("workspace_id", flat=True)
    return [*moved, *set(erased)]
