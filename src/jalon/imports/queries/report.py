"""Every row of an import, with what became of it and why; before the run, what would become of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import polars as pl

from jalon.imports.models import Import, Phase
from jalon.imports.queries.imports import plan_of
from jalon.imports.reading import CELLS, ROW
from jalon.imports.running import outcomes_of
from jalon.imports.storing import load_table
from jalon.imports.words import state_words, target_words, why_words

MOST_WARNINGS = 5
TOLD = {"row": pl.UInt32(), "outcome": pl.String(), "why": pl.String(), "record": pl.Binary()}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row by its number in the file. `kind` is what `record` is; `cells` are the row's own, in the file's order."""

    row: int
    outcome: str
    reason: str
    record: UUID | None
    kind: str
    cells: tuple[str | None, ...]


def report_rows(import_: Import) -> tuple[list[str], Iterator[ReportRow]]:
    """(headers of the file that leads, its rows in order). Empty when the import was never checked."""
    plan, verdict = plan_of(import_), import_.verdict
    if not plan.files or not verdict:
        return [], iter(())
    file = import_.files.get(name=plan.main.name)
    states = load_table(verdict["states"]).select("row", "state", "reason", "value")
    cells = load_table(file.table).drop(CELLS)
    whole = states.join(_told(import_, Phase(plan.lead)), on="row", how="left", maintain_order="left")
    whole = whole.join(cells, left_on="row", right_on=ROW, how="left", maintain_order="left")
    return [column["name"] for column in file.columns], _rows(whole, plan.lead, _warnings(verdict["problems"]))


def _rows(whole: pl.DataFrame, kind: str, warnings: dict[int, str]) -> Iterator[ReportRow]:
    for row, state, reason, value, outcome, why, record, *own in whole.iter_rows():
        became = outcome or state
        code = reason or ("exists" if became in {"skipped", "exists"} else "left_out" if became == "left_out" else None)
        sentence = " ".join(part for part in (why or why_words(code, value), warnings.get(row, "")) if part)
        pk = UUID(bytes=record) if record else None
        yield ReportRow(row, state_words(became), sentence, pk, kind, tuple(own))


def _told(import_: Import, phase: Phase) -> pl.DataFrame:
    frames = [
        frame.select("row", "outcome", pl.col("reason").alias("why"), "record") for frame in outcomes_of(import_, phase)
    ]
    return pl.concat([pl.DataFrame(schema=TOLD), *frames])


def _warnings(problems: str) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    warned = load_table(problems).filter(~pl.col("refuses")).select("row", "target", "code", "value")
    for row, target, code, value in warned.iter_rows():
        said = found.setdefault(row, [])
        if len(said) < MOST_WARNINGS:
            said.append(f"{target_words(target)} — {why_words(code, value)}")
    return {row: " ".join(said) for row, said in found.items()}
