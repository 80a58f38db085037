"""Figures: which sign parts the decimals of a column, decided by all of its rows, and reading them."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from jalon.imports.recognising.kinds import BLANKS, SIGNS, without_nothing

Decimals = Literal[",", "."]


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """`is_ambiguous`: "1,234" stands alone, so it could be read both ways; it is read as thousands."""

    decimal: Decimals
    is_ambiguous: bool = False
    is_mixed: bool = False


COMMA_DECIMALS = r"\d,\d{1,2}$|\d,\d{4,}$|\.\d{3},\d|\d\.\d{3}\.\d{3}|^-?0,\d+$"
POINT_DECIMALS = r"\d\.\d{1,2}$|\d\.\d{4,}$|,\d{3}\.\d|\d,\d{3},\d{3}|^-?0\.\d+$"
EITHER = r"^-?\d{1,3}[.,]\d{3}$"
DIGITS = 38
SCALE = 6


def number_style(cells: pl.Series, *, otherwise: Decimals) -> NumberStyle:
    """The decimal sign that all rows of `cells` allow; `otherwise` when none has decimals."""
    bare = pl.DataFrame({"cell": cells.drop_nulls().unique()}).select(_bare(pl.col("cell"))).to_series()
    commas, points = (int(bare.str.contains(which).sum()) for which in (COMMA_DECIMALS, POINT_DECIMALS))
    if commas and points:
        return NumberStyle("," if commas >= points else ".", is_mixed=True)
    if commas or points:
        return NumberStyle("," if commas else ".")
    return NumberStyle(otherwise, is_ambiguous=bool(bare.str.contains(EITHER).any()))


def read_numbers(cells: pl.Series, style: NumberStyle) -> pl.Series:
    """Exact decimals; null where a cell is not a figure. "12k" is 12,000, "(5)" is −5, "45 %" is 45."""
    cell = pl.col("cell")
    frame = pl.DataFrame({"cell": cells.cast(pl.String)})
    frame = frame.with_columns(bare=_bare(without_nothing(cell)), factor=_factor(cell), sign=_sign(cell))
    plain = _plain(pl.col("bare"), style)
    value = plain.str.strip_chars_start("-").cast(pl.Decimal(DIGITS, SCALE), strict=False)
    well_formed = pl.col("bare").str.contains(r"^-?\d[\d.,]*$")
    return frame.select(value=pl.when(well_formed).then(value * pl.col("factor") * pl.col("sign")))["value"]


def _bare(cell: pl.Expr) -> pl.Expr:
    """Digits and signs alone: currency, blanks, apostrophes, percent and brackets are gone."""
    noise = rf"(?i)[{BLANKS}'’()%+]|{SIGNS}|[km]$|-$"
    return cell.str.replace_all("−", "-").str.replace_all(noise, "").str.replace(r"(?i)[km]$", "")


def _factor(cell: pl.Expr) -> pl.Expr:
    unit = cell.str.extract(rf"(?i)\d[{BLANKS}]*([km])[{BLANKS})]*(?:{SIGNS})?[)]?$", 1).str.to_lowercase()
    return unit.replace_strict({"k": 1_000, "m": 1_000_000}, default=1, return_dtype=pl.Int64)


def _sign(cell: pl.Expr) -> pl.Expr:
    below = cell.str.contains(r"^[^\d]*[-−(]|\d\s*-$")
    return pl.when(below).then(-1).otherwise(1)


def _plain(bare: pl.Expr, style: NumberStyle) -> pl.Expr:
    comma = bare.str.replace_all(".", "", literal=True).str.replace_all(",", ".", literal=True)
    point = bare.str.replace_all(",", "", literal=True)
    alone = bare.str.contains(EITHER) & ~bare.str.contains(r"^-?0[.,]")
    thousands = bare.str.replace_all("[.,]", "")
    if style.is_mixed:
        by_row = pl.when(bare.str.contains(COMMA_DECIMALS)).then(comma)
        return by_row.when(bare.str.contains(POINT_DECIMALS)).then(point).otherwise(thousands)
    chosen = comma if style.decimal == "," else point
    return pl.when(alone & pl.lit(style.is_ambiguous)).then(thousands).otherwise(chosen)
