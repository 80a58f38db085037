"""How each case ended, and when, read from the activities or the outcomes of its log."""

from collections.abc import Mapping, Sequence

import narwhals as nw

from jalon.eventlog.frames import Log

OUTCOMES = ("won", "lost", "no_decision", "disqualified")


def outcomes(log: Log, *, activities: Mapping[str, Sequence[str]] | None = None) -> Log:
    """Give `case`, `outcome` and `closed_at` of the decided cases; a case that is not there is open.

    `activities` says which activities decide what, such as `{"won": ["Signed"]}`; without it the column `outcome` of
    the log is read. The last decision stands; it was taken when its unbroken run of equal decisions began.
    """
    decided = _decisions(log, activities or {})
    last = decided.with_columns(at=nw.col("timestamp").max().over("case")).filter(nw.col("timestamp") == nw.col("at"))
    last = last.with_columns(final=nw.col("row").max().over("case")).filter(nw.col("row") == nw.col("final"))
    final = last.select("case", nw.col("decision").alias("outcome"))
    both = decided.join(final, on="case", how="inner")
    other = both.filter(nw.col("decision") != nw.col("outcome")).group_by("case").agg(other=nw.col("timestamp").max())
    after = both.filter(nw.col("decision") == nw.col("outcome")).join(other, on="case", how="left")
    kept = after.filter(nw.col("other").is_null() | (nw.col("timestamp") >= nw.col("other")))
    return kept.group_by("case", "outcome").agg(closed_at=nw.col("timestamp").min())


def _decisions(log: Log, activities: Mapping[str, Sequence[str]]) -> Log:
    if not any(activities.values()):
        if "outcome" not in log.collect_schema():
            return log.select("case", "timestamp", "row", decision=nw.lit("")).filter(nw.col("decision") != "")
        known = log.with_columns(decision=nw.col("outcome").str.to_lowercase())
        return known.filter(nw.col("decision").is_in(OUTCOMES)).select("case", "timestamp", "row", "decision")
    activity, decision = nw.col("activity").cast(nw.String), nw.lit("")
    for outcome, names in activities.items():
        decision = nw.when(activity.is_in(list(names))).then(nw.lit(outcome)).otherwise(decision)
    return log.select("case", "timestamp", "row", decision=decision).filter(nw.col("decision") != "")
