"""Which exit criteria hold a deal back: those that carry the proof buyers need, all of them, or none."""

from typing import Literal, get_args

from jalon.process import ExitCriterion, PipelineDefinition, StageDefinition

type Hold = Literal["proof", "none", "all"]
HOLDS: tuple[Hold, ...] = get_args(Hold.__value__)
USUAL: Hold = "proof"
Criterion = tuple[str, str]  # the keys of a stage and of its criterion


def hold(definition: PipelineDefinition, how: str, *, plain: PipelineDefinition) -> PipelineDefinition:
    """The pipeline with its criteria required or advised as chosen; an unknown choice is the usual one.

    `plain` is the same pipeline before anybody said how buyers buy: what it lacks comes from those answers.
    """
    held = _held(definition, how if how in HOLDS else USUAL, plain)
    stages = tuple(_with(stage, held) for stage in definition.stages)
    return definition.model_copy(update={"stages": stages})


def counted(definition: PipelineDefinition) -> tuple[int, int]:
    """How many of the criteria hold, of how many."""
    policies = [one.policy for stage in definition.stages for one in stage.exit]
    return policies.count("required"), len(policies)


def _held(definition: PipelineDefinition, how: str, plain: PipelineDefinition) -> set[Criterion]:
    if how == "none":
        return set()
    every = {(stage.key, one.key): one for stage in definition.stages for one in stage.exit}
    if how == "all":
        return set(every)
    before = {(stage.key, one.key): one.policy for stage in plain.stages for one in stage.exit}
    told = {mark for mark, one in every.items() if before.get(mark) != one.policy or one.policy == "required"}
    return _at_the_latest(definition, told) | _confirmed(definition)


def _at_the_latest(definition: PipelineDefinition, told: set[Criterion]) -> set[Criterion]:
    """What is asked for at several stages holds at the last of them only: until then one may still work on it."""
    last = {one.key: stage.key for stage in definition.stages for one in stage.exit if (stage.key, one.key) in told}
    return {(stage, criterion) for criterion, stage in last.items()}


def _confirmed(definition: PipelineDefinition) -> set[Criterion]:
    """What only the buyer can confirm, where the stage has a figure to reach that depends on it."""
    return {
        (stage.key, one.key)
        for stage in definition.stages
        if stage.target is not None and stage.target.kpi is not None
        for one in stage.exit
        if one.by == "buyer" and one.level == "buyer"
    }


def _with(stage: StageDefinition, held: set[Criterion]) -> StageDefinition:
    return stage.model_copy(update={"exit": tuple(_policy(one, (stage.key, one.key) in held) for one in stage.exit)})


def _policy(criterion: ExitCriterion, is_held: bool) -> ExitCriterion:
    return criterion.model_copy(update={"policy": "required" if is_held else "advised"})
