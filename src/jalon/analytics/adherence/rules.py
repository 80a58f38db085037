"""Holds cases against rules: how often each was put to the test, and how often it was broken."""

from collections.abc import Sequence
from datetime import UTC, datetime

import narwhals as nw
import polars as pl

from jalon.analytics.adherence.rule import Rule
from jalon.analytics.kpis.intervals import wilson
from jalon.eventlog.frames import ORDER, Log, collect

NEVER = pl.lit(None, pl.Boolean)


def held_to(
    log: Log, rule: Rule, *, judged: Sequence[str], other: Sequence[str], ends: pl.DataFrame, at: datetime
) -> pl.DataFrame:
    """Give `case`, how often the rule was `tested` and `broken` in it, and `first`, whether the first test broke it.

    `judged` and `other` are the activities that the rule names. What may still be followed, or still be done, is not
    judged: while the case is open, and up to the limit where there is one. Where `ends` is empty every case is over.
    `first` is what may be compared by outcome: it was known at that event, or at the end of its limit, and is null for
    cases that did not come so far, and for rules that only the whole life of a case can keep.
    """
    if rule.kind == "existence":
        return _existence(log, judged, ends)
    if rule.kind == "absence":
        return _absence(log, judged)
    return _paired(log, rule, judged=judged, other=other, ends=ends, at=at)


def summed(rules: Sequence[tuple[Rule, pl.DataFrame]]) -> pl.DataFrame:
    """Give for each `rule` its `cases` (those judged), `kept` (cases that never broke it), `share`, `low`, `high`, and
    over all events `tested` and `broken`."""
    return pl.DataFrame([_sum(rule, table) for rule, table in rules], schema=SUMMED, orient="row")


SUMMED = {
    "rule": pl.String,
    **dict.fromkeys(("cases", "kept"), pl.Int64),
    **dict.fromkeys(("share", "low", "high"), pl.Float64),
    **dict.fromkeys(("tested", "broken"), pl.Int64),
}


def _sum(rule: Rule, table: pl.DataFrame) -> tuple[object, ...]:
    cases, kept = table.height, int((table["broken"] == 0).sum())
    share = kept / cases if cases else None
    return rule.text, cases, kept, share, *wilson(kept, cases), int(table["tested"].sum()), int(table["broken"].sum())


def _existence(log: Log, judged: Sequence[str], ends: pl.DataFrame) -> pl.DataFrame:
    done = _is(judged).cast(nw.Int64).sum()
    counted = collect(log.group_by("case").agg(done=done))
    over = pl.lit(value=True) if ends.is_empty() else pl.col("case").is_in(ends["case"].implode())
    broken = (pl.col("done") == 0).cast(pl.Int64)
    kept = counted.filter(over | (pl.col("done") > 0))
    return kept.select("case", tested=pl.lit(1, pl.Int64), broken=broken, first=NEVER)


def _absence(log: Log, judged: Sequence[str]) -> pl.DataFrame:
    done = _is(judged).cast(nw.Int64).sum()
    counted = collect(log.group_by("case").agg(broken=done)).cast({"broken": pl.Int64})
    return counted.select("case", tested="broken", broken="broken", first=NEVER)


def _paired(
    log: Log, rule: Rule, *, judged: Sequence[str], other: Sequence[str], ends: pl.DataFrame, at: datetime
) -> pl.DataFrame:
    """Find for each event judged the nearest other one before it, or after it, by counting the others on the way."""
    kept = log.filter(_is([*judged, *other])).with_columns(is_other=_is(other).cast(nw.Int64))
    counted = kept.with_columns(passed=nw.col("is_other").cum_sum().over("case", order_by=list(ORDER)))
    partner = counted.filter(nw.col("is_other") == 1).select("case", "passed", partner_at="timestamp")
    nearest = nw.col("passed") - nw.col("is_other") if rule.kind == "precedence" else nw.col("passed") + 1
    asked = counted.filter(_is(judged)).with_columns(passed=nearest)
    pairs = collect(
        asked.join(partner, on=["case", "passed"], how="left").select("case", "timestamp", "row", "partner_at")
    )
    is_broken, is_judged = _judged(rule, ends, at)
    known = pairs.join(ends.select("case", "closed_at"), on="case", how="left").filter(is_judged)
    ordered = known.sort("timestamp", "row")
    return ordered.group_by("case").agg(
        tested=pl.len().cast(pl.Int64), broken=is_broken.sum().cast(pl.Int64), first=_known(rule, is_broken).first()
    )


def _known(rule: Rule, is_broken: pl.Expr) -> pl.Expr:
    """Whether an event breaks the rule, where that was known before the case was decided."""
    if rule.kind == "precedence":
        return is_broken
    if rule.within is None:
        return NEVER
    is_open = pl.col("closed_at").is_null() | (pl.col("closed_at") > pl.col("timestamp") + rule.within)
    return pl.when(is_open).then(is_broken)


def _judged(rule: Rule, ends: pl.DataFrame, at: datetime) -> tuple[pl.Expr, pl.Expr]:
    """Whether a pair breaks the rule, and whether that is certain."""
    gap = (pl.col("partner_at") - pl.col("timestamp")).abs()
    is_alone = pl.col("partner_at").is_null()
    if rule.within is None:
        over = pl.lit(value=True) if ends.is_empty() else pl.col("closed_at").is_not_null()
        return is_alone, (~is_alone | over) if rule.kind == "response" else pl.lit(value=True)
    end = pl.col("closed_at").fill_null(at.astimezone(UTC))
    is_over = pl.col("timestamp") + rule.within <= end
    return is_alone | (gap > rule.within), (~is_alone | is_over) if rule.kind == "response" else pl.lit(value=True)


def _is(names: Sequence[str]) -> nw.Expr:
    return nw.col("activity").cast(nw.String).is_in(list(names))
