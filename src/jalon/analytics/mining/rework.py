"""Rework: activities done again in the same case."""

import narwhals as nw

from jalon.eventlog.frames import Log


def rework(log: Log) -> Log:
    """Give for each `activity` its `events`, `cases`, `cases_again` (twice or more in one case), `again` (events beyond
    the first in their case) and `share_again`, cases again by cases; most repeated first."""
    times = log.group_by("case", "activity").agg(nw.len().alias("times"))
    repeated = times.with_columns(again=nw.col("times") - 1, is_again=(nw.col("times") > 1).cast(nw.Int64))
    counted = repeated.group_by("activity").agg(
        nw.len().alias("cases"),
        events=nw.col("times").sum(),
        cases_again=nw.col("is_again").sum(),
        again=nw.col("again").sum(),
    )
    shared = counted.with_columns(share_again=nw.col("cases_again") / nw.col("cases"))
    return shared.sort("again", "activity", descending=[True, False])
