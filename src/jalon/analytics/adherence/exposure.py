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
    to the landmark: the step after it for skips, evidence and lateness, the step after where they are commonest for
    wrong order and extra steps. Who leaves that step out is not compared either: coming to one beyond is a better sign.
    """
    for key, ways in sorted(seen.found.group_by(KEY), key=_name):
        deviation = (str(key[0]), str(key[1]), str(key[2]))
        could = cases.filter(pl.col("height") >= _height(deviation, ladder))
        has, place = _known(could, deviation, seen, ladder)
        yield deviation, _landed(could.with_columns(shows=_any_of(ways), has=has), place, seen, ladder)
    for (step,), stages in sorted(late.group_by("step"), key=_name):
        could = cases.join(stages.select("case", shows="is_late", has="is_late_at_first"), on="case")
        yield ("late", str(step), ""), _landed(could, ladder.steps.index(str(step)) + 1, seen, ladder)


def _height(deviation: Deviation, ladder: Ladder) -> int:
    """How many steps up a case must have come to be able to deviate so."""
    kind, step, _ = deviation
    if kind == "extra":
        return 0
    return ladder.steps.index(step) + (1 if kind == "wrong_order" else 2)


def _known(could: pl.DataFrame, deviation: Deviation, seen: Deviations, ladder: Ladder) -> tuple[pl.Expr, int]:
    """Whether a case had deviated by the landmark, and the place of the step that is the landmark."""
    kind, step, _ = deviation
    if kind not in ("extra", "wrong_order"):
        return _any_of(_same(seen.at_leaving, deviation)), ladder.steps.index(step) + 1
    moves = _same(seen.on_the_way, deviation)
    ways = moves.unique(["way", "height"]).rename({"height": "at"})
    common = could.join(ways, on="way").group_by("at").len().sort("len", "at", descending=[True, False])
    return _any_of(moves.filter(pl.col("height") <= common["at"][0])), int(common["at"][0])


def _landed(could: pl.DataFrame, place: int, seen: Deviations, ladder: Ladder) -> pl.DataFrame:
    """Keep the outcome of the cases that came to the step at a place."""
    if place >= len(ladder.steps):
        return could.with_columns(outcome=pl.lit(None, pl.String))
    past_it = _any_of(_same(seen.at_leaving, ("skip", ladder.steps[place], "")))
    return could.with_columns(outcome=pl.when((pl.col("height") > place) & ~past_it).then(pl.col("outcome")))


def _same(table: pl.DataFrame, deviation: Deviation) -> pl.DataFrame:
    return table.filter(*(pl.col(name) == value for name, value in zip(KEY, deviation, strict=True)))


def _any_of(ways: pl.DataFrame) -> pl.Expr:
    return pl.col("way").is_in(ways["way"].unique().implode())


def _name(group: tuple[tuple[object, ...], pl.DataFrame]) -> tuple[object, ...]:
    return group[0]
