"""The trace of a case: its activities in order, as one text. The one place where each engine has its own words."""

from typing import Any

import polars as pl

from jalon.eventlog.frames import Log, log_of

BETWEEN = "\x1f"  # the separator of units, which no name holds


def traces(log: Log) -> Log:
    """Give `case` and its `trace`, activities joined by `BETWEEN`."""
    native: Any = log.to_native()
    if log.implementation.is_polars():
        return log_of(_polars(native))
    if log.implementation.is_duckdb():
        return log_of(_duckdb(native))
    return log_of(_pyspark(native))


def _polars(log: pl.LazyFrame) -> pl.LazyFrame:
    ordered = log if "position" in log.collect_schema() else log.sort("case", "timestamp", "row")
    joined = ordered.group_by("case").agg(pl.col("activity").cast(pl.String))
    return joined.select("case", trace=pl.col("activity").list.join(BETWEEN))


def _duckdb(log: Any) -> Any:
    joined = f"string_agg(activity, '{BETWEEN}' order by timestamp, row)"
    return log.aggregate(f'"case", {joined} as trace', '"case"')


def _pyspark(log: Any) -> Any:
    from pyspark.sql import functions as f  # type: ignore[import-not-found,unused-ignore]

    events = f.array_sort(f.collect_list(f.struct("timestamp", "row", "activity")))
    return log.groupBy("case").agg(
        f.array_join(f.transform(events, lambda one: one["activity"]), BETWEEN).alias("trace")
    )
