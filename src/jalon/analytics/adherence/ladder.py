"""A process as alignments read it: steps in order, the proofs asked for at each, and what may come at any time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition

WON = "won"  # no stage is called so: their keys are in capitals


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """The steps of a case, lowest first.

    `steps` are keys of stages, with `WON` after the first stage where a record is won. `needed` says which may not be
    left out. `proofs` are the criteria, as `STAGE.criterion`, without which each step may not be left. `free` may
    come at any time: stages aside, proofs that are not asked for, activities. `round_again` are the places of the
    stages from which and to which a record goes round, `line` that of the opportunity line. `limit_days` says how long
    a stage may last.
    """

    steps: tuple[str, ...]
    needed: tuple[bool, ...]
    proofs: tuple[tuple[str, ...], ...]
    free: frozenset[str] = frozenset()
    round_again: tuple[int, int] | None = None
    line: int = 0
    limit_days: dict[str, float] = field(default_factory=dict)

    @property
    def won(self) -> int | None:
        """The place of the event won; None where nothing is sold."""
        return self.steps.index(WON) if WON in self.steps else None

    def without_proofs(self) -> "Ladder":
        """The same steps, for a log that keeps no evidence."""
        return replace(self, proofs=tuple(() for _ in self.steps), free=self.free.union(*self.proofs))


def ladder_of(pipeline: PipelineDefinition, *, is_advised_asked: bool = False) -> Ladder:
    """Give the ladder of a published process.

    Criteria whose policy is `required` are proofs; with `is_advised_asked` the advised ones too. A stage may last as
    long as its ninth decile, past which Jalon calls a deal late everywhere, or up to its deadline if it has no
    duration. Stages before the one where records enter may be left out.
    """
    steps, first = _with_win(pipeline), pipeline.first_stage().key
    entry = steps.index(first) if first in steps else 0
    stages = {stage.key: stage for stage in (*pipeline.stages, *pipeline.aside)}
    asked = {key: _proofs(stage, is_advised_asked) for key, stage in stages.items()}
    proofs = tuple(asked.get(key, ()) if place >= entry else () for place, key in enumerate(steps))
    cycle = pipeline.cyclic
    return Ladder(
        steps=steps,
        needed=tuple(key != WON and place >= entry for place, key in enumerate(steps)),
        proofs=proofs,
        free=frozenset(_parts(stages.values())).union(stages) - frozenset(steps).union(*proofs),
        round_again=(steps.index(cycle.from_), steps.index(cycle.to)) if cycle else None,
        line=steps.index(pipeline.opportunity_line) if pipeline.opportunity_line else 0,
        limit_days={key: days for key, stage in stages.items() if (days := _limit(stage)) is not None},
    )


def _with_win(pipeline: PipelineDefinition) -> tuple[str, ...]:
    keys: Sequence[str] = pipeline.stage_keys()
    places = [keys.index(key) for key in pipeline.won_at if key in keys]
    return (*keys[: min(places) + 1], WON, *keys[min(places) + 1 :]) if places else tuple(keys)


def _proofs(stage: StageDefinition, is_advised_asked: bool) -> tuple[str, ...]:
    return tuple(f"{stage.key}.{one.key}" for one in stage.exit if is_advised_asked or one.policy == "required")


def _parts(stages: Iterable[StageDefinition]) -> Iterable[str]:
    for stage in stages:
        yield from (f"{stage.key}.{one.key}" for one in stage.exit)
        yield from (f"{stage.key}.{one.key}" for one in stage.activities)


def _limit(stage: StageDefinition) -> float | None:
    return stage.duration_days.p90 if stage.duration_days else stage.five_w_two_h.when.due_days
