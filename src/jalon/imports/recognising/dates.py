"""Dates: which order a column writes them in, decided by all of its rows, and reading them."""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from jalon.imports.recognising.kinds import without_nothing


class DateOrder(StrEnum):
    """Which of 3/4 is the day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class DateStyle:
    """`is_ambiguous`: no row tells day from month. `is_mixed`: some rows say one, some the other."""

    order: DateOrder
    is_ambiguous: bool = False
    is_mixed: bool = False


PARTED = r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:$|[ T,])"
YEAR_FIRST = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[ T,])"
COMPACT = r"^((?:19|20)\d{2})(\d{2})(\d{2})$"
DAY_NAME = r"^(\d{1,2})(?:er|st|nd|rd|th)?[ \-.]+(\p{L}{3,10})\.?[ \-,]+(\d{4}|\d{2})$"
NAME_DAY = r"^(\p{L}{3,10})\.?[ \-]+(\d{1,2})(?:st|nd|rd|th)?,?[ \-]+(\d{4})$"
CLOCK = r"[ tT,](\d{1,2})[:h](\d{2})(?::(\d{2}))?"
OFFSET = r"\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$"
FIRST_YEAR, LAST_YEAR, CENTURY_TURNS = 1900, 2100, 70

_ENGLISH = "january february march april may june july august september october november december".split()
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_SHORT = {"janv": 1, "févr": 2, "fevr": 2, "fev": 2, "fév": 2, "avr": 4, "juil": 7, "aout": 8, "sept": 9, "dec": 12}
MONTHS: dict[str, int] = {
    **{name: number for names in (_ENGLISH, _FRENCH) for number, name in enumerate(names, 1)},
    **{name[:3]: number for number, name in enumerate(_ENGLISH, 1)},
    "fevrier": 2,
    "decembre": 12,
    "déc": 12,
    "mar": 3,
    **_SHORT,
}


def date_style(cells: pl.Series, *, otherwise: DateOrder) -> DateStyle:
    """The order of day and month that all rows of `cells` allow; `otherwise` when they allow both."""
    parts = cells.drop_nulls().unique().str.extract_groups(PARTED).struct.unnest()
    if parts.width < 2 or parts.is_empty():
        return DateStyle(otherwise)
    first, second = (parts.to_series(place).cast(pl.Int32) for place in (0, 1))
    beyond_first, beyond_second = int((first > 12).sum()), int((second > 12).sum())
    if beyond_first and beyond_second:
        order = DateOrder.DAY_FIRST if beyond_first >= beyond_second else DateOrder.MONTH_FIRST
        return DateStyle(order, is_mixed=True)
    if beyond_first or beyond_second:
        return DateStyle(DateOrder.DAY_FIRST if beyond_first else DateOrder.MONTH_FIRST)
    told_apart = int((first.is_not_null() & (first != second)).sum())
    return DateStyle(otherwise, is_ambiguous=told_apart > 0)


def read_instants(cells: pl.Series, style: DateStyle, *, zone: str, noon: bool = True) -> pl.Series:
    """Instants in UTC; null where a cell is not a date from 1900 to 2100.

    A time without offset is local to `zone`; a day without time is taken at noon there, so that it stays that day
    for any reader. Two-digit years from 70 are of the last century.
    """
    wanted = cells.unique()
    frame = pl.DataFrame({"cell": wanted, "at": _instants(wanted, style, zone, noon=noon)})
    return pl.DataFrame({"cell": cells}).join(frame, on="cell", how="left", maintain_order="left")["at"]


def _instants(cells: pl.Series, style: DateStyle, zone: str, *, noon: bool) -> pl.Series:
    cell = pl.col("cell")
    frame = pl.DataFrame({"cell": cells.cast(pl.String)}).with_columns(cell=without_nothing(cell))
    frame = frame.with_columns(
        *_parts(cell, style),
        hour=cell.str.extract(CLOCK, 1).cast(pl.Int32),
        minute=cell.str.extract(CLOCK, 2).cast(pl.Int32),
        second=cell.str.extract(CLOCK, 3).cast(pl.Int32),
        offset=cell.str.extract(OFFSET, 1),
        evening=cell.str.contains(r"(?i)\d\s*pm$"),
        morning=cell.str.contains(r"(?i)\d\s*am$"),
    ).with_columns(hour=_hour(noon=noon), year=_full_year(pl.col("year")))
    stamp = pl.format(
        "{}-{}-{} {}:{}:{}",
        *(pl.col(part) for part in ("year", "month", "day", "hour")),
        pl.col("minute").fill_null(0),
        pl.col("second").fill_null(0),
    )
    naive = stamp.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False)
    local = naive.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null").dt.convert_time_zone("UTC")
    at = pl.when(pl.col("offset").is_null()).then(local).otherwise(_minus_offset(naive))
    in_range = pl.col("year").is_between(FIRST_YEAR, LAST_YEAR)
    return frame.select(at=pl.when(in_range).then(at))["at"]


def _parts(cell: pl.Expr, style: DateStyle) -> list[pl.Expr]:
    day_first = style.order == DateOrder.DAY_FIRST
    first, second = (cell.str.extract(PARTED, place).cast(pl.Int32) for place in (1, 2))
    # where the column is mixed, a row that can only be read the other way is
    swap = (second > 12 if day_first else first > 12) if style.is_mixed else pl.lit(value=False)
    day, month = (first, second) if day_first else (second, first)
    name = pl.coalesce(cell.str.extract(DAY_NAME, 2), cell.str.extract(NAME_DAY, 1)).str.to_lowercase()
    return [
        pl.coalesce(
            cell.str.extract(YEAR_FIRST, 1),
            cell.str.extract(PARTED, 3),
            cell.str.extract(DAY_NAME, 3),
            cell.str.extract(NAME_DAY, 3),
            cell.str.extract(COMPACT, 1),
        )
        .cast(pl.Int32)
        .alias("year"),
        pl.coalesce(
            cell.str.extract(YEAR_FIRST, 2).cast(pl.Int32),
            pl.when(swap).then(day).otherwise(month),
            name.replace_strict(MONTHS, default=None, return_dtype=pl.Int32),
            cell.str.extract(COMPACT, 2).cast(pl.Int32),
        ).alias("month"),
        pl.coalesce(
            cell.str.extract(YEAR_FIRST, 3).cast(pl.Int32),
            pl.when(swap).then(month).otherwise(day),
            cell.str.extract(DAY_NAME, 1).cast(pl.Int32),
            cell.str.extract(NAME_DAY, 2).cast(pl.Int32),
            cell.str.extract(COMPACT, 3).cast(pl.Int32),
        ).alias("day"),
    ]


def _hour(*, noon: bool) -> pl.Expr:
    hour = pl.col("hour")
    afternoon = pl.when(pl.col("evening") & (hour < 12)).then(hour + 12)
    return afternoon.when(pl.col("morning") & (hour == 12)).then(0).otherwise(hour).fill_null(12 if noon else 0)


def _full_year(year: pl.Expr) -> pl.Expr:
    century = pl.when(year < CENTURY_TURNS).then(2000).otherwise(1900)
    return pl.when(year < 100).then(year + century).otherwise(year)


def _minus_offset(naive: pl.Expr) -> pl.Expr:
    offset = pl.col("offset").str.replace(":", "").str.replace("Z", "+0000")
    minutes = offset.str.slice(1, 2).cast(pl.Int32) * 60 + offset.str.slice(3, 2).cast(pl.Int32)
    signed = pl.when(offset.str.starts_with("-")).then(-minutes).otherwise(minutes)
    return naive.dt.offset_by(pl.format("{}m", -signed)).dt.replace_time_zone("UTC")
