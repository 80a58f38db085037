"""The whole log in a few figures."""

from dataclasses import dataclass
from datetime import datetime

import narwhals as nw

from jalon.analytics.mining.cases import cases
from jalon.eventlog.frames import Log, collect


@dataclass(frozen=True, kw_only=True)
class Summary:
    """How many cases, events and activities, from when to when, and how long a case lasts (median, seconds)."""

    cases: int
    events: int
    activities: int
    first_at: datetime | None
    last_at: datetime | None
    median_duration_s: float | None


def summary(log: Log) -> Summary:
    """Count the log; every figure of an empty log is 0 or None."""
    whole = cases(log).select(
        nw.len().alias("cases"),
        nw.col("events").sum(),
        nw.col("first_at").min(),
        nw.col("last_at").max(),
        nw.col("duration_s").median().alias("median"),
    )
    row = collect(whole).row(0, named=True)
    activities = collect(log.select("activity").unique()).height
    return Summary(
        cases=row["cases"],
        events=row["events"] or 0,
        activities=activities,
        first_at=row["first_at"],
        last_at=row["last_at"],
        median_duration_s=row["median"],
    )
