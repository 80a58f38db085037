"""Moves between stages, by the order of the process."""

import polars as pl


def forward() -> pl.Expr:
    """Whether a visit ended in a later stage or in a win."""
    return ((pl.col("place_after") > pl.col("place")) | (pl.col("exit") == "won")).fill_null(value=False)


def backward() -> pl.Expr:
    """Whether a visit ended in an earlier stage."""
    return (pl.col("place_after") < pl.col("place")).fill_null(value=False)
