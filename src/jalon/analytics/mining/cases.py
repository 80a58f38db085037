"""One row a case: how many events, from when to when."""

import narwhals as nw

from jalon.analytics.mining.steps import SECOND
from jalon.eventlog.frames import Log


def cases(log: Log) -> Log:
    """Give `case`, `events`, `first_at`, `last_at` and `duration_s`, the seconds between the two."""
    first, last = nw.col("timestamp").min(), nw.col("timestamp").max()
    counted = log.group_by("case").agg(nw.len().alias("events"), first_at=first, last_at=last)
    lasted = (nw.col("last_at") - nw.col("first_at")).dt.total_microseconds() / SECOND
    return counted.with_columns(duration_s=lasted)
