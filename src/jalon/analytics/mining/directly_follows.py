"""The directly-follows map: which activity comes right after which, how often, and how long it takes."""

import narwhals as nw

from jalon.analytics.mining.steps import steps
from jalon.eventlog.frames import Log


def directly_follows(log: Log) -> Log:
    """Count each pair of neighbours: `from`, `to`, `count` and `median_wait_s`, most frequent first."""
    counted = steps(log).group_by("from", "to").agg(nw.len().alias("count"), median_wait_s=nw.col("wait_s").median())
    return counted.sort("count", "from", "to", descending=[True, False, False])
