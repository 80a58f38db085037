"""Everything that adherence says of a log and a process, ready to be shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain

import narwhals as nw
import numpy as np
import polars as pl

from jalon.analytics.adherence.align import align, shortest
from jalon.analytics.adherence.deviations import deviations
from jalon.analytics.adherence.effects import effects
from jalon.analytics.adherence.exposure import Deviation, exposure
from jalon.analytics.adherence.ladder import WON, Ladder, ladder_of
from jalon.analytics.adherence.lateness import lateness
from jalon.analytics.adherence.naming import called, evidence_of, names_of
from jalon.analytics.adherence.rule import Rule
from jalon.analytics.adherence.rules import held_to, summed
from jalon.analytics.adherence.segments import SCHEMA as SEGMENTS
from jalon.analytics.adherence.segments import segments
from jalon.analytics.adherence.ways import Ways, ways_of, without_ends
from jalon.analytics.outcomes import outcomes
from jalon.eventlog.frames import Log, collect
from jalon.process.definitions.pipeline import PipelineDefinition

RULE = "rule"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a log is read against a process: `parts` says which activity is what of it.

    `has_proofs` says whether the log keeps evidence at all: without any, none is called missing.
    """

    pipeline: PipelineDefinition
    activities: tuple[str, ...]
    parts: dict[str, str]
    ladder: Ladder
    has_proofs: bool

    def named(self, rules: Sequence[Rule]) -> list[tuple[Rule, tuple[str, ...], tuple[str, ...]]]:
        """Each rule with the activities that its two names mean."""
        name = partial(called, pipeline=self.pipeline, parts=self.parts, activities=[*self.activities, WON])
        return [(one, name(one.judged), name(one.other) if one.other else ()) for one in rules]


@dataclass(frozen=True, kw_only=True)
class Adhered:
    """How a log keeps to a process.

    `ways`: the different ways taken. `cases`: case, outcome, way, height (how many steps up it came), cost, worst,
    fitness (null where it came to no step). `found`: the deviations of each way, as `deviations` gives them.
    `late`: as `lateness` gives it. `held`: the cases of each rule, `rules` their sums. `effects`: one row a deviation,
    and one a broken rule, whose kind is `RULE` and whose step is the rule itself. `segments`: as that gives them.
    """

    reading: Reading
    ways: Ways
    cases: pl.DataFrame
    found: pl.DataFrame
    late: pl.DataFrame
    held: dict[str, pl.DataFrame]
    rules: pl.DataFrame
    effects: pl.DataFrame
    segments: pl.DataFrame

    def rows(self, kind: str, step: str, what: str = "") -> list[str]:
        """The cases that show a deviation, or break a rule."""
        if kind == RULE:
            return self.held[step].filter(pl.col("broken") > 0)["case"].sort().to_list()
        same = (pl.col("kind") == kind) & (pl.col("step") == step) & (pl.col("what") == what)
        ways = self.found.filter(same)["way"]
        shown = self.cases.filter(pl.col("way").is_in(ways.implode()))["case"].to_list()
        if kind == "late" and not what:
            shown += self.late.filter((pl.col("step") == step) & pl.col("is_late"))["case"].to_list()
        return shown

    @property
    def fitness(self) -> float | None:
        """The mean fitness of the cases."""
        return _float(self.cases["fitness"].mean())

    @property
    def share_fit(self) -> float | None:
        """The share of the cases that keep to the process in all."""
        return _float((self.cases["fitness"].drop_nulls() == 1).mean())

    @property
    def log_fitness(self) -> float | None:
        """1 − all cost ÷ all worst cost, in which long cases weigh more."""
        cost, worst = (int(self.cases[name].sum()) for name in ("cost", "worst"))
        return 1 - cost / worst if worst else None


def adhere(
    log: Log,
    pipeline: PipelineDefinition,
    *,
    deciding: Mapping[str, Sequence[str]] | None = None,
    told: Mapping[str, str] | None = None,
    is_advised_asked: bool = False,
    rules: Sequence[Rule] = (),
    by: str = "",
) -> Adhered:
    """Hold a log in order against a published process; LogError when no activity is a stage of it.

    `told` says what activities are that the process calls otherwise. What is not over by the last event of the log is
    judged as of then. `by` is a column that the log was ordered with, such as the team.
    """
    deciding = deciding or {}
    reading = _read(log, pipeline, told or {}, is_advised_asked)
    ladder, ends, at = reading.ladder, collect(outcomes(log, activities=deciding)), _last(log)
    kept = without_ends(log, deciding=deciding, parts=reading.parts)
    ways = ways_of(kept, ends, parts=reading.parts, ladder=ladder)
    moves = align(ways.codes, ways.goals, ladder)
    seen = deviations(ways, moves, ladder)
    late = lateness(kept, ends, parts=reading.parts, ladder=ladder, at=at)
    held = {one.text: held_to(kept, one, judged=a, other=b, ends=ends, at=at) for one, a, b in reading.named(rules)}
    cases = _cases(ways, moves.cost, ladder)
    judged = cases.with_columns(outcome=pl.when(pl.col("height") > ladder.line).then(pl.col("outcome")))
    return Adhered(
        reading=reading,
        ways=ways,
        cases=cases,
        found=seen.found,
        late=late,
        held=held,
        rules=summed([(one, held[one.text]) for one in rules]),
        effects=effects(chain(exposure(judged, seen, late, ladder), _broken(judged, held))),
        segments=segments(log, cases, by=by) if by else pl.DataFrame(schema=SEGMENTS),
    )


def _read(log: Log, pipeline: PipelineDefinition, told: Mapping[str, str], is_advised_asked: bool) -> Reading:
    activities = collect(log.select(nw.col("activity").cast(nw.String)).unique())["activity"].sort().to_list()
    parts = names_of(pipeline, activities, told=told)
    ladder = ladder_of(pipeline, is_advised_asked=is_advised_asked)
    has_proofs = not evidence_of(pipeline).isdisjoint(parts.values())
    return Reading(
        pipeline=pipeline,
        activities=tuple(activities),
        parts=parts,
        ladder=ladder if has_proofs else ladder.without_proofs(),
        has_proofs=has_proofs,
    )


def _cases(ways: Ways, cost: np.ndarray, ladder: Ladder) -> pl.DataFrame:
    worst = (ways.codes >= 0).sum(axis=1) + shortest(ladder)[ways.goals]
    table = pl.DataFrame({"height": ways.goals, "cost": cost, "worst": worst}).with_columns(way=pl.int_range(pl.len()))
    fitness = pl.when(pl.col("height") > 0).then(1 - pl.col("cost") / pl.col("worst"))
    return ways.cases.join(table, on="way", how="left", maintain_order="left").with_columns(fitness=fitness)


def _broken(cases: pl.DataFrame, held: Mapping[str, pl.DataFrame]) -> Iterator[tuple[Deviation, pl.DataFrame]]:
    """The cases that each rule could be judged on, compared by what was known at its first test."""
    first = pl.col("first")
    for text, table in held.items():
        told = cases.join(table, on="case").with_columns(outcome=pl.when(first.is_not_null()).then(pl.col("outcome")))
        yield (RULE, text, ""), told.with_columns(shows=pl.col("broken") > 0, has=first.fill_null(value=False))


def _last(log: Log) -> datetime:
    return collect(log.select(nw.col("timestamp").max())).item() or datetime(1970, 1, 1, tzinfo=UTC)


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
