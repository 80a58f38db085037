"""What the deal of each row is worth: its currency, its amounts in minor units, and those that no book holds."""

from collections.abc import Iterator

import polars as pl

from jalon.imports.plan import Plan
from jalon.imports.preparing.context import Context
from jalon.imports.preparing.countries import SYMBOLS, minor_factor
from jalon.imports.preparing.people import NO_TEXT, Prepared, in_minor
from jalon.imports.preparing.problems import problem_frame
from jalon.kernel.money import MAX_MINOR

SOURCES = {
    "deal.one_off": "one_off_minor",
    "deal.recurring": "recurring_minor",
    "deal.recurring_monthly": "recurring_minor",
}
SIGN = r"(?i)(€|\$|£|¥|EUR|USD|GBP|CHF|CAD|JPY)"
TERM_MAX = 1_200


def prepare_amounts(rows: pl.DataFrame, _plan: Plan, context: Context) -> Prepared:
    """Adds currency, one_off_minor, recurring_minor (a year) and term_months; a month counts twelvefold."""
    fed = [source for source in SOURCES if f"{source}:raw" in rows.columns]
    signs = [pl.col(f"{source}:raw").str.extract(SIGN, 1).str.to_uppercase() for source in fed]
    worn = pl.coalesce(signs).replace(SYMBOLS) if signs else NO_TEXT
    rows = rows.with_columns(currency=pl.coalesce(pl.col("deal.currency"), worn, pl.lit(context.currency)))
    factors = {code: minor_factor(code) for code in rows["currency"].unique().to_list()}
    factor = pl.col("currency").replace_strict(factors, return_dtype=pl.Int64)
    yearly = pl.coalesce(pl.col("deal.recurring"), pl.col("deal.recurring_monthly") * 12)
    rows = rows.with_columns(
        one_off_minor=in_minor(pl.col("deal.one_off"), factor),
        recurring_minor=in_minor(yearly, factor),
        term_months=pl.when(pl.col("deal.term_months").is_between(1, TERM_MAX)).then(pl.col("deal.term_months")),
    )
    return rows, [problem for source in fed for problem in _misfits(rows, source)]


def _misfits(rows: pl.DataFrame, source: str) -> Iterator[pl.DataFrame]:
    """An amount is neither negative nor beyond all measure, by itself or over the term: as by hand."""
    told, counted = pl.col(source), pl.col(SOURCES[source])
    for code, where in (
        ("negative", told < 0),
        ("too_big", (told >= 0) & counted.is_null()),
        ("too_big_in_all", told.is_not_null() & (_in_all() > MAX_MINOR)),
    ):
        yield problem_frame(rows, where=where, target=source, code=code, refuses=True, value=f"{source}:raw")


def _in_all() -> pl.Expr:
    months = pl.col("term_months").fill_null(12)
    recurring = pl.col("recurring_minor").fill_null(0).cast(pl.Int128) * months.cast(pl.Int128)
    return pl.col("one_off_minor").fill_null(0).cast(pl.Int128) + recurring // 12
