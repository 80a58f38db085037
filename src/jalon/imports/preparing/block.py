"""Prepare one block of joined rows: typed fields, identities, problems."""

from dataclasses import dataclass

import polars as pl

from jalon.imports.plan import Plan
from jalon.imports.preparing.cells import read_target
from jalon.imports.preparing.context import Context
from jalon.imports.preparing.deals import prepare_deals
from jalon.imports.preparing.notes import notes
from jalon.imports.preparing.people import prepare_companies, prepare_people, with_missing
from jalon.imports.preparing.problems import problem_frame, together
from jalon.imports.reading import CELLS, ROW
from jalon.imports.targets import TARGETS, Holds

UNREADABLE = {
    Holds.AMOUNT: "not_an_amount",
    Holds.WHOLE: "not_a_whole_number",
    Holds.DAY: "not_a_date",
    Holds.INSTANT: "not_a_date",
    Holds.EMAIL: "not_an_email",
    Holds.COUNTRY: "not_a_country",
    Holds.CURRENCY: "not_a_currency",
}


@dataclass(frozen=True, slots=True)
class Block:
    """`rows` has `row`, `refused`, `left_out`, `note` and one column per field; `problems` is a problem_frame."""

    rows: pl.DataFrame
    problems: pl.DataFrame


def prepare(joined: pl.DataFrame, plan: Plan, context: Context) -> Block:
    """The block's rows as they would be imported, and what is wrong with them."""
    rows, problems = _read(joined, plan, context)
    for subject, work in (("company", prepare_companies), ("person", prepare_people), ("deal", prepare_deals)):
        if subject in plan.subjects:
            rows, more = work(rows, plan, context)
            problems += more
    everything = together(problems)
    refused = everything.filter("refuses").select("row").unique().with_columns(refused=pl.lit(value=True))
    rows = rows.join(refused, on="row", how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("refused").fill_null(value=False))
    if "left_out" not in rows.columns:
        rows = rows.with_columns(left_out=pl.lit(value=False))
    rows = with_missing(rows, "company.key", "person.key", "deal.key", "deal.folded")
    return Block(rows.drop([name for name in rows.columns if name.endswith(":raw")]), everything)


def _read(joined: pl.DataFrame, plan: Plan, context: Context) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    columns = [joined[ROW].alias("row"), joined[CELLS].alias("cells"), *notes(joined, plan, context)]
    for key in plan.targets():
        value, raw = read_target(joined, TARGETS[key], plan, context)
        columns += [value.alias(key), raw.alias(f"{key}:raw")]
    rows = pl.DataFrame(columns)
    problems = [
        problem_frame(rows, where=pl.col("cells").is_not_null(), target="", code="uneven", refuses=True, value="cells")
    ]
    for key in plan.targets():
        target = TARGETS[key]
        if target.holds in UNREADABLE:
            problems.append(
                problem_frame(
                    rows,
                    where=pl.col(key).is_null() & pl.col(f"{key}:raw").is_not_null(),
                    target=key,
                    code=UNREADABLE[target.holds],
                    refuses=target.is_essential and plan.unreadable == "refuse",
                    value=f"{key}:raw",
                )
            )
        elif target.length:
            rows, long = _cut(rows, key, target.length)
            problems.append(long)
    return rows, problems


def _cut(rows: pl.DataFrame, key: str, length: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    long = problem_frame(
        rows,
        where=pl.col(key).str.len_chars() > length,
        target=key,
        code="too_long",
        refuses=False,
        value=f"{key}:raw",
    )
    if long.is_empty():
        return rows, long
    return rows.with_columns(pl.col(key).str.slice(0, length)), long
