"""Variants: the different ways through, each with the cases that took it."""

import narwhals as nw

from jalon.analytics.mining.cases import cases
from jalon.analytics.mining.traces import traces
from jalon.eventlog.frames import Log


def variants(log: Log) -> Log:
    """Give each `trace` (activities joined by `traces.BETWEEN`), `cases`, `median_duration_s`; the commonest first."""
    both = traces(log).join(cases(log).select("case", "duration_s"), on="case", how="inner")
    counted = both.group_by("trace").agg(nw.len().alias("cases"), median_duration_s=nw.col("duration_s").median())
    return counted.sort("cases", "trace", descending=[True, False])
