"""Who could deviate how: a case can skip a step only when it came past it, and lack a proof only of a step it left."""

from collections.abc import Iterator

import polars as pl

from jalon.analytics.adherence.ladder import Ladder

type Deviation = tuple[str, str, str]  # kind, step, what


def exposure(
    cases: pl.DataFrame, found: pl.DataFrame, late: pl.DataFrame, ladder: Ladder
) -> Iterator[tuple[Deviation, pl.DataFrame]]:
    """Give for each deviation that is found the cases that could show it: the columns of `cases`, and `has`.

    `cases`: case, way, height (how many steps up the case came). `found` as `deviations` gives it, `late` as `lateness`
    does. A skip or a proof is judged on the cases that came beyond the step, a wrong order on those that came to it, an
    extra step on all, a late stage on those that were in it, and by outcome on those that were open at its deadline.
    """
    for (kind, step, what), ways in sorted(found.group_by("kind", "step", "what"), key=_name):
        could = cases.filter(pl.col("height") >= _height(str(kind), str(step), ladder))
        yield (str(kind), str(step), str(what)), could.with_columns(has=pl.col("way").is_in(ways["way"].implode()))
    for (step,), stages in sorted(late.group_by("step"), key=_name):
        could = cases.join(stages.select("case", "is_open", has="is_late"), on="case")
        yield ("late", str(step), ""), could.with_columns(outcome=pl.when("is_open").then(pl.col("outcome")))


def _name(group: tuple[tuple[object, ...], pl.DataFrame]) -> tuple[object, ...]:
    return group[0]


def _height(kind: str, step: str, ladder: Ladder) -> int:
    """How many steps up a case must have come to be able to deviate so."""
    if kind == "extra":
        return 0
    place = ladder.steps.index(step)
    return place + (1 if kind == "wrong_order" else 2)
