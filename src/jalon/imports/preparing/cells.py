"""Read the cells of one target: the first filled cell of the columns that feed it, as what the field holds."""

import re
from collections.abc import Callable

import polars as pl

from jalon.imports.mapping.words import squeeze
from jalon.imports.plan import ColumnPlan, Plan
from jalon.imports.preparing.context import Context
from jalon.imports.preparing.countries import country_codes, currency_codes
from jalon.imports.preparing.joined import place
from jalon.imports.recognising import (
    DateOrder,
    DateStyle,
    NumberStyle,
    date_style,
    number_style,
    read_instants,
    read_numbers,
)
from jalon.imports.recognising.kinds import NOTHING, PATTERNS, Kind
from jalon.imports.targets import Holds, Target

WHOLE_MAX = 2_000_000_000
Reader = Callable[[pl.Series, ColumnPlan, Context], pl.Series]


def read_target(rows: pl.DataFrame, target: Target, plan: Plan, context: Context) -> tuple[pl.Series, pl.Series]:
    """(values, cells): what the field would hold, null where nothing or unreadable, and the text it was read from."""
    raws: list[pl.Series] = []
    values: list[pl.Series] = []
    files = {file.name: file for file in plan.files}
    for file, column in plan.sources(target.key):
        cells = rows[place(file, column)]
        if target.holds not in {Holds.WORDS, Holds.CHOICE}:
            cells = _without_nothing(cells)
        raws.append(cells.alias(f"raw{len(raws)}"))
        values.append(READERS[target.holds](cells, files[file].columns[column], context).alias(f"value{len(values)}"))
    if len(raws) == 1:
        return values[0], raws[0]
    frame = pl.DataFrame([*raws, *values])
    order = pl.lit(None)
    for index in reversed(range(len(raws))):
        order = pl.when(pl.col(f"raw{index}").is_not_null()).then(pl.col(f"value{index}")).otherwise(order)
    raw = pl.coalesce(pl.col(one.name) for one in raws)
    chosen = frame.select(order.alias("value"), raw.alias("raw"))
    return chosen["value"], chosen["raw"]


def by_distinct(cells: pl.Series, work: Callable[[str], str | None]) -> pl.Series:
    """`work` done once for each different cell."""
    distinct = cells.drop_nulls().unique()
    if distinct.is_empty():
        return cells.cast(pl.String)
    done = pl.DataFrame(
        {"cell": distinct, "done": pl.Series([work(cell) for cell in distinct.to_list()], dtype=pl.String)}
    )
    return pl.DataFrame({"cell": cells}).join(done, on="cell", how="left", maintain_order="left")["done"]


def _words(cells: pl.Series, _column: ColumnPlan, _context: Context) -> pl.Series:
    return cells


def _number(cells: pl.Series, column: ColumnPlan, _context: Context) -> pl.Series:
    style = NumberStyle(column.decimal) if column.decimal else number_style(cells, otherwise=".")
    numbers = read_numbers(cells, style)
    return numbers * column.factor if column.factor != 1 else numbers


def _whole(cells: pl.Series, column: ColumnPlan, context: Context) -> pl.Series:
    number = pl.DataFrame({"n": _number(cells, column, context).cast(pl.Float64)})
    fits = pl.col("n").is_between(0, WHOLE_MAX) & (pl.col("n") == pl.col("n").floor())
    return number.select(n=pl.when(fits).then(pl.col("n").cast(pl.Int64, strict=False)))["n"]


def _instant(cells: pl.Series, column: ColumnPlan, context: Context) -> pl.Series:
    if column.day_first is None:
        style = date_style(cells, otherwise=DateOrder.DAY_FIRST)
    else:
        style = DateStyle(DateOrder.DAY_FIRST if column.day_first else DateOrder.MONTH_FIRST)
    return read_instants(cells, style, zone=context.zone)


def _day(cells: pl.Series, column: ColumnPlan, context: Context) -> pl.Series:
    return _instant(cells, column, context).dt.convert_time_zone(context.zone).dt.date()


def _email(cells: pl.Series, _column: ColumnPlan, _context: Context) -> pl.Series:
    first = cells.str.replace(r"(?i)^mailto:", "").str.replace(r"^.*<([^>]+)>.*$", "$1")
    first = first.str.split(";").list.first().str.split(",").list.first().str.strip_chars().str.to_lowercase()
    good = first.str.contains(PATTERNS[Kind.EMAIL])
    return pl.DataFrame({"e": first, "good": good}).select(pl.when("good").then("e"))["e"]


def _country(cells: pl.Series, _column: ColumnPlan, _context: Context) -> pl.Series:
    return by_distinct(cells, lambda cell: country_codes().get(squeeze(cell)))


def _currency(cells: pl.Series, _column: ColumnPlan, _context: Context) -> pl.Series:
    return by_distinct(cells, lambda cell: currency_codes().get(re.sub(r"\s", "", cell.lower())))


def _without_nothing(cells: pl.Series) -> pl.Series:
    return pl.DataFrame({"c": cells}).select(
        pl.when(pl.col("c").str.to_lowercase().is_in(NOTHING)).then(None).otherwise(pl.col("c")).alias("c")
    )["c"]


READERS: dict[Holds, Reader] = {
    Holds.WORDS: _words,
    Holds.CHOICE: _words,
    Holds.PHONE: _words,
    Holds.SITE: _words,
    Holds.AMOUNT: _number,
    Holds.WHOLE: _whole,
    Holds.DAY: _day,
    Holds.INSTANT: _instant,
    Holds.EMAIL: _email,
    Holds.COUNTRY: _country,
    Holds.CURRENCY: _currency,
}
