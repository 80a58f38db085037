"""Everything that mining says of a log, counted once and ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from jalon.analytics.mining.bottlenecks import bottlenecks
from jalon.analytics.mining.directly_follows import directly_follows
from jalon.analytics.mining.hand_overs import hand_overs
from jalon.analytics.mining.loops import loops
from jalon.analytics.mining.rework import rework
from jalon.analytics.mining.starts_and_ends import ends, starts
from jalon.analytics.mining.summary import Summary, summary
from jalon.analytics.mining.variants import variants
from jalon.analytics.outcomes import outcomes
from jalon.eventlog.frames import Log, collect


@dataclass(frozen=True, kw_only=True)
class Mined:
    """One small table a verb; `hand_overs` is empty where the log names no actors."""

    summary: Summary
    map: pl.DataFrame
    starts: pl.DataFrame
    ends: pl.DataFrame
    variants: pl.DataFrame
    rework: pl.DataFrame
    loops: pl.DataFrame
    hand_overs: pl.DataFrame
    bottlenecks: pl.DataFrame
    outcomes: dict[str, int]


def mine(log: Log, *, deciding: Mapping[str, Sequence[str]] | None = None) -> Mined:
    """Run every verb over a log in order."""
    whole = summary(log)
    return Mined(
        summary=whole,
        map=collect(directly_follows(log)),
        starts=collect(starts(log)),
        ends=collect(ends(log)),
        variants=collect(variants(log)),
        rework=collect(rework(log)),
        loops=collect(loops(log)),
        hand_overs=collect(hand_overs(log)) if "actor" in log.collect_schema() else pl.DataFrame(),
        bottlenecks=collect(bottlenecks(log)),
        outcomes=_outcome_counts(log, deciding, whole.cases),
    )


def _outcome_counts(log: Log, deciding: Mapping[str, Sequence[str]] | None, cases: int) -> dict[str, int]:
    """Count each outcome; empty when nothing says how cases end."""
    decided = collect(outcomes(log, activities=deciding))
    counted = dict(decided.group_by("outcome").len().sort("len", descending=True).iter_rows())
    return counted | {"open": cases - decided.height} if counted else {}
