"""Who could deviate how, and what was known of it at a moment that all who are compared had lived to see.

Deals that win live longer, and have more of everything: whoever compares all that ever had a gift with all that never
had one finds that gifts win. So each deviation is judged at a landmark, after Anderson, Cain and Gelber, "Analysis of
survival by tumor response" (1983): only cases that came to it are compared, by what they had done until then.
"""

from collections.abc import Iterator

import polars as pl

from jalon.analytics.adherence.deviations import KEY, Deviations
from jalon.analytics.adherence.ladder import Ladder

type Deviation = tuple[str, str, str]  # kind, step, what


def exposure(
    cases: pl.DataFrame, seen: Deviations, late: pl.DataFrame, ladder: Ladder
) -> Iterator[tuple[Deviation, pl.DataFrame]]:
    """Give for each deviation the cases that could show it: `outcome`, `shows` it, and `has` it at the landmark.

    `cases`: case, way, outcome, height (how many steps up the case came). The outcome is null where a case did not come
    to the landmark: past the step for skips, evidence and lateness, past the step where they are commonest for wrong
    order and extra steps.
    """
    for key, ways in sorted(seen.found.group_by(KEY), key=_name):
        deviation = (str(key[0]), str(key[1]), str(key[2]))
        could = cases.filter(pl.col("height") >= _height(deviation, ladder))
        shown = could.with_columns(shows=_any_of(ways))
        yield deviation, _at_landmark(shown, deviation, seen)
    for (step,), stages in sorted(late.group_by("step"), key=_name):
        deviation = ("late", str(step), "")
        could = cases.join(stages.select("case", shows="is_late", has="is_late_at_first"), on="case")
        passed = pl.col("height") >= _height(deviation, ladder)
        yield deviation, could.with_columns(outcome=pl.when(passed).then(pl.col("outcome")))


def _height(deviation: Deviation, ladder: Ladder) -> int:
    """How many steps up a case must have come to be able to deviate so."""
    kind, step, _ = deviation
    if kind == "extra":
        return 0
    return ladder.steps.index(step) + (1 if kind == "wrong_order" else 2)


def _at_landmark(shown: pl.DataFrame, deviation: Deviation, seen: Deviations) -> pl.DataFrame:
    if deviation[0] not in ("extra", "wrong_order"):
        return shown.with_columns(has=_any_of(_same(seen.at_leaving, deviation)))
    moves = _same(seen.on_the_way, deviation)
    ways = shown.group_by("way").len().join(moves.unique(["way", "height"]), on="way")
    landmark = (
        ways.group_by("height").agg(pl.col("len").sum()).sort("len", "height", descending=[True, False])["height"][0]
    )
    outcome = pl.when(pl.col("height") > landmark).then(pl.col("outcome"))
    return shown.with_columns(outcome=outcome, has=_any_of(moves.filter(pl.col("height") <= landmark)))


def _same(table: pl.DataFrame, deviation: Deviation) -> pl.DataFrame:
    return table.filter(*(pl.col(name) == value for name, value in zip(KEY, deviation, strict=True)))


def _any_of(ways: pl.DataFrame) -> pl.Expr:
    return pl.col("way").is_in(ways["way"].unique().implode())


def _name(group: tuple[tuple[object, ...], pl.DataFrame]) -> tuple[object, ...]:
    return group[0]
