"""Deviations of ways from a process, by kind."""

from dataclasses import dataclass

import polars as pl

from jalon.analytics.adherence.align import Codes, Moves
from jalon.analytics.adherence.ladder import Ladder
from jalon.analytics.adherence.ways import Ways

KEY = ("kind", "step", "what")
COLUMNS = ("way", *KEY)


@dataclass(frozen=True)
class Deviations:
    """`found`: way, kind, step, what, times; lateness of stages is found elsewhere, as it needs time.

    A step left out and never done is a skip; a step done where it does not belong is in wrong order, `early` or, after
    what follows it, `back`. A step left without a proof lacks evidence, or was given it late where it came afterwards;
    `what` names the proof. What the process does not know is extra, `step` being its own name.

    `at_leaving` holds what was known of skips and evidence when the step was passed, whatever came later: way, kind,
    step, what. `on_the_way` holds each wrong order and extra step with the `height` at which the case stood.
    """

    found: pl.DataFrame
    at_leaving: pl.DataFrame
    on_the_way: pl.DataFrame


def deviations(ways: Ways, moves: Moves, ladder: Ladder) -> Deviations:
    """Name the moves of optimal alignments."""
    alone, out, lacking = _alone(ways, moves, ladder), _left_out(moves, ladder), _lacking(ways, moves, ladder)
    skipped = out.join(alone.filter(kind="wrong_order"), on=["way", "step"], how="anti")
    never, late = pl.col("position").is_null(), pl.lit("late").alias("kind")
    whole = [skipped, alone, lacking.filter(never), lacking.filter(~never).with_columns(late)]
    known = [out, lacking, lacking.with_columns(late)]
    found = pl.concat([one.select(COLUMNS) for one in whole])
    return Deviations(
        found=found.group_by(COLUMNS).agg(times=pl.len()).sort(COLUMNS),
        at_leaving=pl.concat([one.select(COLUMNS) for one in known]),
        on_the_way=alone,
    )


def _alone(ways: Ways, moves: Moves, ladder: Ladder) -> pl.DataFrame:
    """What was done out of place, early or back, or is not in the process."""
    places = _frame(moves.alone, "way", "position", "height")
    known = pl.col("code") < len(ladder.steps)
    side = pl.when(pl.col("height") <= pl.col("code")).then(pl.lit("early")).otherwise(pl.lit("back"))
    return places.join(ways.events, on=["way", "position"]).select(
        "way",
        pl.when(known).then(pl.lit("wrong_order")).otherwise(pl.lit("extra")).alias("kind"),
        pl.col("part").alias("step"),
        pl.when(known).then(side).otherwise(pl.lit("")).alias("what"),
        "height",
    )


def _left_out(moves: Moves, ladder: Ladder) -> pl.DataFrame:
    steps = dict(enumerate(ladder.steps))
    step = pl.col("code").replace_strict(steps, return_dtype=pl.String)
    table = _frame(moves.left_out, "way", "code").select("way", kind=pl.lit("skip"), step=step, what=pl.lit(""))
    return table.unique(maintain_order=True)


def _lacking(ways: Ways, moves: Moves, ladder: Ladder) -> pl.DataFrame:
    """The proofs that were not there when their step was left, and the `position` where they came, if they did."""
    asked = pl.DataFrame(
        [(place, step, proof) for place, step in enumerate(ladder.steps) for proof in ladder.proofs[place]],
        schema={"code": pl.Int64, "step": pl.String, "proof": pl.String},
        orient="row",
    )
    left = _frame(moves.left, "way", "code", "before").join(asked, on="code")
    first = ways.events.group_by("way", proof="part").agg(pl.col("position").min())
    both = left.join(first, on=["way", "proof"], how="left")
    lacking = both.filter(pl.col("position").is_null() | (pl.col("position") >= pl.col("before")))
    what = pl.col("proof").str.split(".").list.last()
    return lacking.select("way", "step", "position", kind=pl.lit("missing_evidence"), what=what)


def _frame(rows: Codes, *names: str) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")
