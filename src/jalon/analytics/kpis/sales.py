"""What the KPIs read: one row a deal, one row a visit to a stage, as they were known at one instant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import narwhals as nw
import polars as pl

from jalon.analytics.kpis.figure import Window
from jalon.analytics.outcomes import outcomes
from jalon.eventlog.frames import Log, beside, collect

DECIDED = ("won", "lost", "no_decision")
CAUSES = {"won": 1, "lost": 2, "no_decision": 3, "disqualified": 4}
DAY = 86_400.0


@dataclass(frozen=True, kw_only=True)
class Sales:
    """The deals and visits of a log, up to `at`.

    `deals`: case, first_at, line_at (when it became an opportunity, null before), outcome and closed_at (null while it
    is open), amount_entry (the first amount known from then on), amount_last, direction (the first known), sellers,
    heard_at (the last event that came from the customer).
    `visits`: case, stage, entered_at, left_at, exit: the next stage by name, an outcome, or null while it lasts; place
    and place_after, the positions of both in `stages`, where these are given.
    """

    deals: pl.DataFrame
    visits: pl.DataFrame
    stages: tuple[str, ...]
    window: Window
    at: datetime
    has: frozenset[str]
    tracked_since: datetime | None = None
    seed: int = 1

    def opportunities(self) -> pl.DataFrame:
        """The deals past the opportunity line that were not put aside as none."""
        past = self.deals.filter(pl.col("line_at").is_not_null())
        past = past.filter(pl.col("closed_at").is_null() | (pl.col("line_at") <= pl.col("closed_at")))
        return past.filter(pl.col("outcome").is_null() | (pl.col("outcome") != "disqualified"))

    def decided(self) -> pl.DataFrame:
        """The opportunities decided within the window."""
        return within(self.opportunities(), "closed_at", self.window).filter(pl.col("outcome").is_in(DECIDED))

    def won(self) -> pl.DataFrame:
        """The opportunities won within the window."""
        decided = self.decided()
        return decided.filter(decided["outcome"] == "won")

    def open(self) -> pl.DataFrame:
        """The opportunities still open at the instant of asking."""
        return self.opportunities().filter(pl.col("outcome").is_null())

    def watched(self, table: pl.DataFrame, start: str, end: str) -> pl.DataFrame:
        """Add `days` from one instant to the other (to the instant of asking where it is null), and `entry_days`, the
        age at which watching began where the log was kept only later; what was over by then is left out."""
        lasted = (pl.col(end).fill_null(self.at) - pl.col(start)).dt.total_microseconds() / (DAY * 1e6)
        unseen = (pl.lit(self.tracked_since or self.at) - pl.col(start)).dt.total_microseconds() / (DAY * 1e6)
        entry = unseen.clip(lower_bound=0) if self.tracked_since else pl.lit(0.0)
        aged = table.with_columns(days=lasted, entry_days=entry)
        return aged.filter((pl.col("entry_days") == 0) | (pl.col("entry_days") < pl.col("days")))


def within(table: pl.DataFrame, column: str, window: Window) -> pl.DataFrame:
    """The rows whose instant lies in the window."""
    start, end = window.start.astimezone(UTC), window.end.astimezone(UTC)
    return table.filter((pl.col(column) >= start) & (pl.col(column) < end))


def cases_of(table: pl.DataFrame) -> tuple[str, ...]:
    """The cases of a table, each once, sorted."""
    return tuple(table["case"].unique().sort())


def sales_of(
    log: Log,
    *,
    window: Window,
    at: datetime,
    deciding: Mapping[str, Sequence[str]] | None = None,
    stages: Sequence[str] = (),
    line: str | None = None,
    tracked_since: datetime | None = None,
    seed: int = 1,
) -> Sales:
    """Read deals and visits from a log in order, taking only what had happened before `at`.

    `stages` are the activities that are stages, in the order of the process; without them every activity that decides
    nothing is one. `line` is the stage from which on a case is an opportunity, the first event of a case without it.
    """
    known = log.filter(nw.col("timestamp") < nw.lit(at.astimezone(UTC)))
    ends = outcomes(known, activities=deciding)
    names = [name for names in (deciding or {}).values() for name in names]
    visits = collect(_visits(known, ends, stages=stages, deciding=names))
    deals = collect(_deals(known, ends, line=_past_line(stages, line)))
    has = {name for name in ("amount", "direction", "actor") if name in log.collect_schema()}
    has |= ({"stages"} if stages else set()) | ({"outcomes"} if deals["outcome"].is_not_null().any() else set())
    return Sales(
        deals=deals.sort("case"),
        visits=_placed(visits, stages).sort("case", "entered_at", "stage"),
        stages=tuple(stages),
        window=window,
        at=at.astimezone(UTC),
        has=frozenset(has),
        tracked_since=tracked_since.astimezone(UTC) if tracked_since else None,
        seed=seed,
    )


def _past_line(stages: Sequence[str], line: str | None) -> list[str]:
    if line is None:
        return []
    return list(stages[stages.index(line) :]) if line in stages else [line]


def _visits(log: Log, ends: Log, *, stages: Sequence[str], deciding: Sequence[str]) -> Log:
    """One row each time a case comes to a stage; staying in it through several events is one visit."""
    name = nw.col("activity").cast(nw.String)
    kept = log.filter(name.is_in(list(stages))) if stages else log.filter(~name.is_in([*deciding, ""]))
    before = kept.with_columns(before=beside(kept, "activity", by=1))
    came = before.filter(nw.col("before").is_null() | (nw.col("before") != nw.col("activity")))
    paired = came.with_columns(after=beside(came, "activity", by=-1), after_at=beside(came, "timestamp", by=-1))
    both = paired.join(ends, on="case", how="left")
    closed, after = nw.col("closed_at"), nw.col("after_at")
    both = both.filter(closed.is_null() | (nw.col("timestamp") <= closed))
    is_last = ~closed.is_null() & (after.is_null() | (after > closed))
    return both.select(
        "case",
        nw.col("activity").alias("stage"),
        nw.col("timestamp").alias("entered_at"),
        nw.when(is_last).then(closed).otherwise(after).alias("left_at"),
        nw.when(is_last).then(nw.col("outcome")).otherwise(nw.col("after").cast(nw.String)).alias("exit"),
    )


def _deals(log: Log, ends: Log, *, line: Sequence[str]) -> Log:
    """One row a case; what the log does not carry is null."""
    first = log.group_by("case").agg(first_at=nw.col("timestamp").min())
    past = log.filter(nw.col("activity").cast(nw.String).is_in(list(line))) if line else log
    whole = first.join(past.group_by("case").agg(line_at=nw.col("timestamp").min()), on="case", how="left")
    whole = whole.join(ends, on="case", how="left")
    names = log.collect_schema().names()
    if "amount" in names:
        whole = _amounts(log, whole)
    if "direction" in names:
        whole = whole.join(_edge(log, "direction", "direction", is_first=True), on="case", how="left")
        heard = log.filter(nw.col("direction") == "in").group_by("case").agg(heard_at=nw.col("timestamp").max())
        whole = whole.join(heard, on="case", how="left")
    if "actor" in names:
        whole = whole.join(log.group_by("case").agg(sellers=nw.col("actor").n_unique()), on="case", how="left")
    return whole


def _amounts(log: Log, whole: Log) -> Log:
    since = log.join(whole.select("case", "line_at"), on="case", how="inner")
    since = since.filter(nw.col("timestamp") >= nw.col("line_at"))
    whole = whole.join(_edge(since, "amount", "amount_entry", is_first=True), on="case", how="left")
    return whole.join(_edge(log, "amount", "amount_last", is_first=False), on="case", how="left")


def _edge(log: Log, column: str, name: str, *, is_first: bool) -> Log:
    """The first or last value of a column that is known in each case, the order of the file breaking ties."""
    known = log.filter(~nw.col(column).is_null()).select("case", "timestamp", "row", column)
    for key in ("timestamp", "row"):
        edge = nw.col(key).min() if is_first else nw.col(key).max()
        known = known.with_columns(edge=edge.over("case")).filter(nw.col(key) == nw.col("edge")).drop("edge")
    return known.select("case", nw.col(column).alias(name))


def _placed(visits: pl.DataFrame, stages: Sequence[str]) -> pl.DataFrame:
    places = {stage: place for place, stage in enumerate(stages)}
    spots = [pl.col(one).replace_strict(places, default=None, return_dtype=pl.Int64) for one in ("stage", "exit")]
    return visits.with_columns(spots[0].alias("place"), spots[1].alias("place_after"))
