"""Loops: an activity right after itself, or back to it after one other."""

import narwhals as nw

from jalon.eventlog.frames import Log, beside


def loops(log: Log) -> Log:
    """Count `activity`, `via`, `count` and `cases`, most frequent first; `via` is empty for a repeat at once."""
    seen = log.with_columns(one=beside(log, "activity", by=-1), two=beside(log, "activity", by=-2))
    back = (nw.col("two") == nw.col("activity")) & (nw.col("one") != nw.col("activity"))
    found = seen.filter((nw.col("one") == nw.col("activity")) | back)
    via = nw.when(nw.col("one") == nw.col("activity")).then(nw.lit("")).otherwise(nw.col("one").cast(nw.String))
    counted = (
        found.with_columns(via=via)
        .group_by("activity", "via")
        .agg(nw.len().alias("count"), cases=nw.col("case").n_unique())
    )
    return counted.sort("count", "activity", "via", descending=[True, False, False])
