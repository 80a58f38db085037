"""What can be wrong with a row, as a frame: one line for each problem."""

from collections.abc import Iterable

import polars as pl

PROBLEMS: dict[str, pl.DataType] = {
    "row": pl.UInt32(),
    "target": pl.String(),
    "value": pl.String(),
    "code": pl.String(),
    "refuses": pl.Boolean(),
}


def problem_frame(
    rows: pl.DataFrame, *, where: pl.Expr, target: str, code: str, refuses: bool, value: str | None = None
) -> pl.DataFrame:
    """One line for each of `rows` that `where` holds for; `value` is the column that shows the cell at fault."""
    shown = pl.col(value) if value else pl.lit(None, dtype=pl.String)
    return rows.filter(where.fill_null(value=False)).select(
        pl.col("row"),
        pl.lit(target).alias("target"),
        shown.cast(pl.String).str.slice(0, 200).alias("value"),
        pl.lit(code).alias("code"),
        pl.lit(value=refuses).alias("refuses"),
    )


def together(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """All problems in one frame, by row."""
    return pl.concat([pl.DataFrame(schema=PROBLEMS), *(frame.cast(pl.Schema(PROBLEMS)) for frame in frames)]).sort(
        "row", maintain_order=True
    )
