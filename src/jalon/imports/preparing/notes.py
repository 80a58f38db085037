"""What no field takes is kept as text: one line for each cell, under its header."""

import polars as pl

from jalon.imports.plan import Plan
from jalon.imports.preparing.context import Context
from jalon.imports.preparing.joined import place
from jalon.imports.targets import NOTE

ALSO_NOTED = ("deal.product",)


def notes(joined: pl.DataFrame, plan: Plan, context: Context) -> list[pl.Series]:
    """`note`, of what each row is, and `company.note`, from files that speak of companies alone; null when empty."""
    kept = [(file, column) for key in (NOTE, *ALSO_NOTED) for file, column in plan.sources(key)]
    of_company = [(file, column) for file, column in kept if plan.speaks_of_companies(file)]
    return [
        _joined("note", [one for one in kept if one not in of_company], joined, context),
        _joined("company.note", of_company, joined, context),
    ]


def _joined(name: str, kept: list[tuple[str, str]], joined: pl.DataFrame, context: Context) -> pl.Series:
    if not kept:
        return pl.Series(name, [None] * joined.height, dtype=pl.String)
    lines = [labelled(column, pl.col(place(file, column)), context) for file, column in kept]
    text = pl.concat_str(lines, separator="\n", ignore_nulls=True)
    return joined.select(pl.when(text != "").then(text).alias(name))[name]


def labelled(label: str, cell: pl.Expr, context: Context) -> pl.Expr:
    """ "label: cell", with the workspace’s colon; null where the cell is."""
    return pl.concat_str([pl.lit(label + context.colon), cell])


def with_line(rows: pl.DataFrame, label: str, cell: pl.Expr, where: pl.Expr, context: Context) -> pl.DataFrame:
    """Rows whose note ends with one more line where `where` holds."""
    line = pl.when(where).then(labelled(label, cell, context))
    text = pl.concat_str([pl.col("note"), line], separator="\n", ignore_nulls=True)
    return rows.with_columns(note=pl.when(text != "").then(text))
