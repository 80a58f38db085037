"""Stages that lasted longer than the process says."""

from collections.abc import Mapping
from datetime import UTC, datetime

import narwhals as nw
import polars as pl

from jalon.analytics.adherence.ladder import Ladder
from jalon.eventlog.frames import Log, beside, collect

DAY = 86_400_000_000  # microseconds
SCHEMA = {"case": pl.String, "step": pl.String, "is_late": pl.Boolean, "is_late_at_first": pl.Boolean}


def lateness(log: Log, ends: pl.DataFrame, *, parts: Mapping[str, str], ladder: Ladder, at: datetime) -> pl.DataFrame:
    """Give `case`, `step`, `is_late` and `is_late_at_first` of each stage with a limit that a case was in, once.

    Late is what stood in the stage at its deadline; what left it or was decided before is in time, what may still do so
    after `at` is not judged. `is_late_at_first` looks at the first visit alone, which is over when a case goes on.
    """
    limits = {step: days for step, days in ladder.limit_days.items() if step in ladder.steps}
    if not limits:
        return pl.DataFrame(schema=SCHEMA)
    visits = collect(_visits(log, [name for name, part in parts.items() if part in ladder.steps]))
    named = _whole(visits.with_columns(step=pl.col("activity").replace(dict(parts))))
    days = pl.col("step").replace_strict(limits, default=None, return_dtype=pl.Float64)
    due = pl.col("entered_at") + pl.duration(microseconds=(days * DAY).cast(pl.Int64))
    judged = named.join(ends.select("case", "closed_at"), on="case", how="left").with_columns(due_at=due)
    end, is_due = pl.min_horizontal("left_at", "closed_at"), pl.col("due_at") <= at.astimezone(UTC)
    judged = judged.filter(end.is_not_null() | is_due)
    is_late = is_due & (end.is_null() | (end > pl.col("due_at")))
    ordered = judged.with_columns(is_late=is_late).sort("entered_at", "run")
    found = ordered.group_by("case", "step").agg(pl.col("is_late").any(), is_late_at_first=pl.col("is_late").first())
    return found.sort("case", "step")


def _visits(log: Log, names: list[str]) -> Log:
    """Each time a case comes to a stage, and when it comes to another."""
    kept = log.filter(nw.col("activity").cast(nw.String).is_in(names))
    kept = kept.with_columns(before=beside(kept, "activity", by=1))
    came = kept.filter(nw.col("before").is_null() | (nw.col("before") != nw.col("activity")))
    timed = came.with_columns(left_at=beside(came, "timestamp", by=-1))
    return timed.select(
        "case", nw.col("activity").cast(nw.String), nw.col("timestamp").alias("entered_at"), "left_at", "row"
    )


def _whole(visits: pl.DataFrame) -> pl.DataFrame:
    """Make one visit of two in a row that are the same stage by two names."""
    ordered = visits.sort("case", "entered_at", "row")
    run = pl.struct("case", "step").rle_id().alias("run")
    return ordered.group_by(run, "case", "step").agg(pl.col("entered_at").first(), pl.col("left_at").last())
