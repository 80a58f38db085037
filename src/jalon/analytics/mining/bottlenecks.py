"""Bottlenecks: the steps where most of all waiting goes."""

import narwhals as nw

from jalon.analytics.mining.steps import steps
from jalon.eventlog.frames import Log, collect, log_of


def bottlenecks(log: Log) -> Log:
    """Give each step's `from`, `to`, `count`, `median_wait_s`, `longest_wait_s`, `total_wait_s` and its `share` of all
    waiting; the largest share first. A Polars frame whatever the engine, as small as the map."""
    wait = nw.col("wait_s")
    counted = (
        steps(log)
        .group_by("from", "to")
        .agg(nw.len().alias("count"), median_wait_s=wait.median(), longest_wait_s=wait.max(), total_wait_s=wait.sum())
    )
    total = nw.col("total_wait_s")
    shared = log_of(collect(counted)).with_columns(share=total / total.sum())
    return shared.sort("total_wait_s", "from", "to", descending=[True, False, False])
