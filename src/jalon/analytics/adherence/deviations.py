"""Deviations of ways from a process, by kind."""

import polars as pl

from jalon.analytics.adherence.align import Codes, Moves
from jalon.analytics.adherence.ladder import Ladder
from jalon.analytics.adherence.ways import Ways

KINDS = ("skip", "wrong_order", "missing_evidence", "late", "extra")


def deviations(ways: Ways, moves: Moves, ladder: Ladder) -> pl.DataFrame:
    """Give `way`, `kind`, `step`, `what` and `times`; lateness of stages is found elsewhere, as it needs time.

    A step left out and never done is a skip; a step done where it does not belong, too early, too late or again after
    what follows it, is in wrong order. A step left without a proof lacks evidence, or was given it late where it came
    afterwards; `what` names the proof. What the process does not know is extra, `step` being its own name.
    """
    alone = _alone(ways, moves)
    out = _frame(moves.left_out, "way", "code").join(alone, on=["way", "code"], how="anti")
    known = pl.col("code") < len(ladder.steps)
    tables = [
        _named(out, "skip", ladder),
        alone.filter(known).select("way", "part", kind=pl.lit("wrong_order")),
        alone.filter(~known).select("way", "part", kind=pl.lit("extra")),
    ]
    whole = pl.concat(
        [one.select("way", "kind", "part", what=pl.lit("")) for one in tables] + [_unproved(ways, moves, ladder)]
    )
    counted = whole.group_by("way", "kind", step="part", what="what").agg(times=pl.len())
    return counted.sort("way", "kind", "step", "what")


def _alone(ways: Ways, moves: Moves) -> pl.DataFrame:
    places = _frame(moves.alone, "way", "position")
    return ways.events.join(places, on=["way", "position"], how="semi")


def _named(table: pl.DataFrame, kind: str, ladder: Ladder) -> pl.DataFrame:
    steps = dict(enumerate(ladder.steps))
    return table.select("way", part=pl.col("code").replace_strict(steps, return_dtype=pl.String), kind=pl.lit(kind))


def _unproved(ways: Ways, moves: Moves, ladder: Ladder) -> pl.DataFrame:
    """The proofs that were not there when their step was left."""
    asked = pl.DataFrame(
        [(place, step, proof) for place, step in enumerate(ladder.steps) for proof in ladder.proofs[place]],
        schema={"code": pl.Int64, "part": pl.String, "proof": pl.String},
        orient="row",
    )
    left = _frame(moves.left, "way", "code", "before").join(asked, on="code")
    first = ways.events.group_by("way", proof="part").agg(pl.col("position").min())
    both = left.join(first, on=["way", "proof"], how="left")
    lacking = both.filter(pl.col("position").is_null() | (pl.col("position") >= pl.col("before")))
    kind = pl.when(pl.col("position").is_null()).then(pl.lit("missing_evidence")).otherwise(pl.lit("late"))
    return lacking.select("way", kind.alias("kind"), "part", what=pl.col("proof").str.split(".").list.last())


def _frame(rows: Codes, *names: str) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")
