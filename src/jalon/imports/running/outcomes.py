"""What became of rows: kept in the chunk's own transaction, as a compressed table."""

import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple
from uuid import UUID

import polars as pl

from jalon.imports.models import Import, ImportChunk, Phase

CREATED, UPDATED, SAME, SKIPPED, REFUSED = "created", "updated", "same", "skipped", "refused"
OUTCOMES: dict[str, pl.DataType] = {
    "row": pl.UInt32(),
    "key": pl.String(),
    "outcome": pl.String(),
    "reason": pl.String(),
    "record": pl.Binary(),
    "changes": pl.String(),
}


class Outcome(NamedTuple):
    """What became of one row. `record` is the record made, changed or found; `changes` {field: [before, after]}."""

    row: int
    key: str | None
    outcome: str
    record: UUID | None = None
    reason: str = ""
    changes: dict[str, list[Any]] | None = None


def created(rows: pl.DataFrame, key: str, ids: Iterable[UUID]) -> list[Outcome]:
    """The outcomes of rows whose records were made, with the ids given to them."""
    told = rows.select("row", key).iter_rows()
    return [Outcome(row, name, CREATED, pk) for (row, name), pk in zip(told, ids, strict=True)]


def skipped(rows: pl.DataFrame, key: str, known: Mapping[str, UUID]) -> list[Outcome]:
    """The outcomes of rows whose records are there already and stay as they are."""
    return [Outcome(row, name, SKIPPED, known[name]) for row, name in rows.select("row", key).iter_rows()]


def packed(outcomes: Iterable[Outcome]) -> bytes:
    """The outcomes as they are kept."""
    rows = [
        (
            one.row,
            one.key,
            one.outcome,
            one.reason or None,
            one.record.bytes if one.record else None,
            json.dumps(one.changes, ensure_ascii=False) if one.changes else None,
        )
        for one in outcomes
    ]
    buffer = BytesIO()
    pl.DataFrame(rows, schema=OUTCOMES, orient="row").write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()


def unpacked(kept: bytes | memoryview) -> pl.DataFrame:
    """The outcomes of a chunk, as a frame of OUTCOMES."""
    return pl.read_parquet(BytesIO(bytes(kept)))


def outcomes_of(import_: Import, phase: Phase) -> Iterator[pl.DataFrame]:
    """The outcomes of a phase, chunk after chunk."""
    chunks = ImportChunk.objects.filter(part_of=import_, phase=phase).order_by("number")
    for kept in chunks.values_list("outcomes", flat=True).iterator(chunk_size=20):
        yield unpacked(kept)


def record_ids(import_: Import, phase: Phase) -> dict[str, UUID]:
    """{key: record} of everything made or found so far in a phase."""
    found: dict[str, UUID] = {}
    for frame in outcomes_of(import_, phase):
        told = frame.drop_nulls(["key", "record"]).select("key", "record")
        found.update((key, UUID(bytes=record)) for key, record in told.iter_rows())
    return found
