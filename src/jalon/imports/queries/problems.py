"""Rows that have something wrong, a page at a time, with the cells that can be corrected in place."""

from dataclasses import dataclass

import polars as pl

from jalon.imports.models import Import
from jalon.imports.plan import Plan
from jalon.imports.queries.imports import plan_of
from jalon.imports.reading import ROW
from jalon.imports.running import kept_of
from jalon.imports.storing import load_table
from jalon.imports.words import nobody_words, target_words, why_words

PAGE = 25


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem, or an unknown owner with the first row of theirs.

    `column` of `file` is where it can be corrected, "" when nowhere; `row` is the file's own number.
    """

    row: int
    field: str
    why: str
    refuses: bool
    file: str = ""
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """`number` counts from 1; `total` counts lines: problems and unknown owners, not rows.

    `before` and `after` are 0 where there is no page.
    """

    rows: tuple[ProblemRow, ...]
    number: int
    pages: int
    total: int

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.number < self.pages else 0


def problem_page(import_: Import, *, number: int = 1, refusing: bool = True) -> ProblemPage:
    """Problems that refuse rows, or only warn, of the last dry run, by row; an owner who is nobody once, at the end."""
    verdict = import_.verdict or {}
    plan = plan_of(import_)
    if "problems" not in verdict:
        return ProblemPage((), 1, 1, 0)
    found = load_table(verdict["problems"]).filter(pl.col("refuses") == refusing)
    if refusing:
        found = pl.concat([found, _gated(verdict["states"])]).sort("row", maintain_order=True)
    found = _with_owners_once(found)
    pages = max(1, -(-found.height // PAGE))
    number = min(max(number, 1), pages)
    rows = found.slice((number - 1) * PAGE, PAGE)
    return ProblemPage(tuple(_row(plan, *row) for row in rows.iter_rows()), number, pages, found.height)


def _gated(states: str) -> pl.DataFrame:
    """Rows that a gate refuses: it is asked only when the rehearsal comes to them."""
    rows = load_table(states).filter(pl.col("reason") == "gate")
    return rows.select(
        "row",
        target=pl.lit("deal.stage"),
        value=pl.col("value"),
        code=pl.lit("gate"),
        refuses=pl.lit(value=True),
    )


def _with_owners_once(found: pl.DataFrame) -> pl.DataFrame:
    """The lines with `rows`, how many rows of the file each stands for: unknown owners last, by that."""
    is_nobody = pl.col("code") == "nobody"
    others = found.filter(~is_nobody).with_columns(rows=pl.lit(1, dtype=pl.UInt32))
    owners = (
        found.filter(is_nobody)
        .group_by("value", maintain_order=True)
        .agg(pl.col("row").first(), pl.col("target", "code", "refuses").first(), pl.col("row").n_unique().alias("rows"))
        .sort("rows", descending=True, maintain_order=True)
    )
    return pl.concat([others, owners.select(others.columns).cast(others.schema)])


def _row(plan: Plan, row: int, target: str, value: str | None, code: str, refuses: bool, rows: int) -> ProblemRow:
    if code == "nobody":
        return ProblemRow(row=row, field=target_words(target), why=nobody_words(value or "", rows), refuses=refuses)
    file, column = _place(plan, target) if code != "gate" else ("", "")
    return ProblemRow(
        row=row,
        field=target_words(target),
        why=why_words(code, value),
        refuses=refuses,
        file=file,
        column=column,
        value=value or "",
    )


def _place(plan: Plan, target: str) -> tuple[str, str]:
    """Where a cell of the main file feeds the target: what comes from a file that is looked up is corrected there."""
    return next(((file, column) for file, column in plan.sources(target) if file == plan.main.name), ("", ""))


def cell_of(import_: Import, plan: Plan, file: str, row: int, column: str) -> str | None:
    """The cell as it stands, corrections counted; None when there is no such row or column."""
    kept = import_.files.filter(name=file).first()
    if kept is None or column not in {one["name"] for one in kept.columns}:
        return None
    cells = load_table(kept.table, [ROW, column]).filter(pl.col(ROW) == row)
    if cells.is_empty():
        return None
    corrected = [one.value for one in plan.corrections if (one.file, one.row, one.column) == (file, row, column)]
    return corrected[0] if corrected else str(cells[column][0] or "")


def kept_rows(import_: Import, *, limit: int = 100) -> list[tuple[int, str, str]]:
    """(row, what it is, why) of the records that an undo kept."""
    kept = kept_of(import_)
    if kept.is_empty():
        return []
    rows = kept.select("row", "phase", "reason").head(limit).iter_rows()
    return [(row, phase, why_words(*_parted(reason))) for row, phase, reason in rows]


def _parted(reason: str | None) -> tuple[str, str]:
    code, _colon, value = (reason or "").partition(": ")
    return code, value
