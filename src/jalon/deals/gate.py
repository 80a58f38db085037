"""The gate: which criteria a deal must meet to go forward from one stage to another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jalon.process import ExitCriterion, PipelineDefinition

STRENGTH = {"": 0, "stated": 1, "silence": 2, "buyer": 3}


@dataclass(frozen=True, slots=True)
class Unmet:
    """A criterion that is not met. `level` is the evidence there is, "" when there is none."""

    stage: str
    criterion: ExitCriterion
    level: str

    @property
    def key(self) -> str:
        """STAGE.criterion"""
        return f"{self.stage}.{self.criterion.key}"


@dataclass(frozen=True, slots=True)
class GateReading:
    """What stands between a deal and a later stage."""

    required: tuple[Unmet, ...]
    advised: tuple[Unmet, ...]


def is_met(criterion: ExitCriterion, level: str) -> bool:
    """Whether evidence of `level` is enough for `criterion`."""
    return STRENGTH[level] >= STRENGTH[criterion.level]


def read_gate(
    definition: PipelineDefinition, *, stages: Iterable[str], evidence: Mapping[tuple[str, str], str]
) -> GateReading:
    """Check the exit criteria of `stages` (those left behind) against `evidence`: {(stage, criterion): level}."""
    unmet = [
        Unmet(stage, criterion, evidence.get((stage, criterion.key), ""))
        for stage in stages
        for criterion in definition.criteria(stage)
        if not is_met(criterion, evidence.get((stage, criterion.key), ""))
    ]
    return GateReading(
        required=tuple(one for one in unmet if one.criterion.policy == "required"),
        advised=tuple(one for one in unmet if one.criterion.policy == "advised"),
    )


def stages_left_behind(definition: PipelineDefinition, origin: str, to: str) -> tuple[str, ...]:
    """The stages that a forward move passes, the first one included; none when the move goes back or aside."""
    start, end = definition.position(origin), definition.position(to)
    if start is None or end is None or end <= start:
        return ()
    return definition.stage_keys()[start - 1 : end - 1]
