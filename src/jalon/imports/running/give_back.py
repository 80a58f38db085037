"""Undo an import: what it made and nobody touched since goes to the trash, what it changed is put back."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl
from django.db import models, transaction

from jalon.deals.actions.take_over import give_back_deals
from jalon.deals.models import Deal, DealPerson
from jalon.directory.actions.bulk import give_back_companies, give_back_people
from jalon.directory.models import Person
from jalon.imports.models import Import, ImportChunk, Phase
from jalon.imports.running.outcomes import CREATED, UPDATED, Outcome, packed, unpacked
from jalon.imports.running.restore import restore
from jalon.orgs.actor import Actor
from jalon.timeline.models import Event

TRASHED, RESTORED, KEPT = "trashed", "restored", "kept"
TOUCHED, USED, CHANGED = "touched", "used", "changed"
AT_ONCE = 500


def give_back(import_: Import, *, actor: Actor, at: datetime, progress: Callable[[int, int], None]) -> Counter[str]:
    """Undo chunk after chunk, deals first; gives how many records were trashed, restored, kept.

    Called again after it was cut short, it goes on where it stopped.
    """
    numbers = [
        pk
        for phase in (Phase.DEALS, Phase.PEOPLE, Phase.COMPANIES)
        for pk in ImportChunk.objects.filter(part_of=import_, phase=phase)
        .order_by("-number")
        .values_list("pk", flat=True)
    ]
    for done, pk in enumerate(numbers, 1):
        _give_back_chunk(pk, actor, at)
        progress(done, len(numbers))
    return _counted(import_)


def kept_of(import_: Import) -> pl.DataFrame:
    """The records that were kept, with why: a frame of OUTCOMES and `phase`."""
    chunks = ImportChunk.objects.filter(part_of=import_).exclude(kept=None).order_by("phase", "number")
    frames = [
        unpacked(kept).with_columns(phase=pl.lit(phase)).filter(pl.col("outcome") == KEPT)
        for phase, kept in chunks.values_list("phase", "kept")
        if kept is not None
    ]
    return pl.concat(frames) if frames else pl.DataFrame()


def _counted(import_: Import) -> Counter[str]:
    counted: Counter[str] = Counter()
    for kept in ImportChunk.objects.filter(part_of=import_).exclude(kept=None).values_list("kept", flat=True):
        counted.update(unpacked(kept or b"")["outcome"].to_list())
    return counted


def _give_back_chunk(pk: int, actor: Actor, at: datetime) -> None:
    with transaction.atomic():
        chunk = ImportChunk.objects.select_for_update().get(pk=pk)
        if chunk.given_back_at is not None:
            return
        rows = unpacked(chunk.outcomes).filter(pl.col("outcome").is_in([CREATED, UPDATED]))
        results = _made(chunk, rows, actor, at) + _changed(chunk, rows, actor, at)
        ImportChunk.objects.filter(pk=pk).update(given_back_at=at, kept=packed(results))


def _made(chunk: ImportChunk, rows: pl.DataFrame, actor: Actor, at: datetime) -> list[Outcome]:
    made = {
        UUID(bytes=record): (row, key)
        for row, key, record in rows.filter(pl.col("outcome") == CREATED).select("row", "key", "record").iter_rows()
    }
    touched = _touched(list(made), actor)
    used = _used(Phase(chunk.phase), [pk for pk in made if pk not in touched])
    free = [pk for pk in made if pk not in touched and pk not in used]
    gone = _trash(Phase(chunk.phase), free, actor, at)
    return [
        Outcome(row, key, TRASHED, pk) if pk in gone else Outcome(row, key, KEPT, pk, USED if pk in used else TOUCHED)
        for pk, (row, key) in made.items()
    ]


def _changed(chunk: ImportChunk, rows: pl.DataFrame, actor: Actor, at: datetime) -> list[Outcome]:
    results = []
    changed = rows.filter(pl.col("outcome") == UPDATED).select("row", "key", "record", "changes")
    for row, key, record, changes in changed.iter_rows():
        pk = UUID(bytes=record)
        left = restore(Phase(chunk.phase), pk, changes, actor=actor, at=at)
        results.append(
            Outcome(row, key, KEPT, pk, f"{CHANGED}: {', '.join(left)}") if left else Outcome(row, key, RESTORED, pk)
        )
    return results


def _trash(phase: Phase, ids: Sequence[UUID], actor: Actor, at: datetime) -> set[UUID]:
    if phase == Phase.DEALS:
        return give_back_deals(deal_ids=ids, actor=actor, at=at)
    if phase == Phase.PEOPLE:
        return give_back_people(person_ids=ids, actor=actor, at=at)
    return give_back_companies(company_ids=ids, actor=actor, at=at)


def _touched(ids: Sequence[UUID], actor: Actor) -> set[UUID]:
    """Records that something was said or done about, outside the import."""
    operation = actor.operation_id
    assert operation is not None  # noqa: S101 - an undo acts within the import's operation
    found: set[UUID] = set()
    for start in range(0, len(ids), AT_ONCE):
        events = Event.objects.filter(subject_id__in=ids[start : start + AT_ONCE])
        found.update(events.exclude(operation_id=operation).values_list("subject_id", flat=True))
    return found


def _used(phase: Phase, ids: Sequence[UUID]) -> set[UUID]:
    """Companies and people that a record still in use stands on."""
    if phase == Phase.DEALS:
        return set()
    if phase == Phase.PEOPLE:
        return _found(DealPerson.objects.filter(deal__trashed_at=None), "person_id", ids)
    return _found(Deal.objects.filter(trashed_at=None), "company_id", ids) | _found(
        Person.objects.filter(trashed_at=None), "company_id", ids
    )


def _found(rows: models.QuerySet[Any], column: str, ids: Sequence[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for start in range(0, len(ids), AT_ONCE):
        some = rows.filter(**{f"{column}__in": ids[start : start + AT_ONCE]}).values_list(column, flat=True)
        found.update(some.distinct())
    return found
