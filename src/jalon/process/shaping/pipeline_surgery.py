"""Drops, inserts, appends and merges stages in a pipeline, keeping its lines and events in place."""

from collections.abc import Iterable, Sequence
from typing import Any

from jalon.process.definitions.change import StageChange
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.definitions.text import Text
from jalon.process.shaping.change_stage import change_stage
from jalon.process.shaping.merge_stages import merge_stages

FEWEST, MOST = 4, 10


def has(pipeline: PipelineDefinition, key: str) -> bool:
    """Say whether `key` is one of the ordered stages."""
    return key in pipeline.stage_keys()


def drop(pipeline: PipelineDefinition, key: str) -> PipelineDefinition:
    """Take a stage out; an opportunity line on it moves to the stage after."""
    kept = [stage for stage in pipeline.stages if stage.key != key]
    return _with(pipeline, kept, opportunity_line=_line_without(pipeline, key))


def insert_after(pipeline: PipelineDefinition, key: str, stage: StageDefinition) -> PipelineDefinition:
    """Put a stage right after `key`."""
    place = pipeline.stage_keys().index(key) + 1
    return _with(pipeline, [*pipeline.stages[:place], stage, *pipeline.stages[place:]])


def append(pipeline: PipelineDefinition, stages: Iterable[StageDefinition]) -> PipelineDefinition:
    """Put stages at the end, those that are not yet there."""
    new = [stage for stage in stages if not has(pipeline, stage.key)]
    return _with(pipeline, [*pipeline.stages, *new])


def merge(pipeline: PipelineDefinition, *, taken: str, into: str, label: Text, noun: Text) -> PipelineDefinition:
    """Let the stage `into` take its neighbour in, with its evidence, playbook and time."""
    pair = [stage for stage in pipeline.stages if stage.key in (taken, into)]
    joined = merge_stages(pair[0], pair[1], key=into, label=label, noun=noun)
    kept = [joined if stage.key == into else stage for stage in pipeline.stages if stage.key != taken]
    return _with(pipeline, kept, opportunity_line=_line_without(pipeline, taken))


def change(pipeline: PipelineDefinition, keys: Sequence[str], edit: StageChange) -> PipelineDefinition:
    """Apply one change to the stages named, and to those that took them in."""
    return _with(
        pipeline,
        [change_stage(stage, edit) if _is_one_of(stage, keys) else stage for stage in pipeline.stages],
        aside=tuple(change_stage(stage, edit) if _is_one_of(stage, keys) else stage for stage in pipeline.aside),
    )


def start_at(pipeline: PipelineDefinition, key: str) -> PipelineDefinition:
    """Let the pipeline begin with the stage `key`; an earlier opportunity line moves to it."""
    kept = pipeline.stages[pipeline.stage_keys().index(key) :]
    line = pipeline.opportunity_line
    if line is not None and line not in [stage.key for stage in kept]:
        line = key
    return _with(pipeline, kept, opportunity_line=line, entry=None)


def _line_without(pipeline: PipelineDefinition, key: str) -> str | None:
    if pipeline.opportunity_line != key:
        return pipeline.opportunity_line
    following = pipeline.next_stage(key)
    return following.key if following else None


def _is_one_of(stage: StageDefinition, keys: Sequence[str]) -> bool:
    return stage.key in keys or any(taken in keys for taken in stage.merged_from)


def _with(pipeline: PipelineDefinition, stages: Iterable[StageDefinition], **more: Any) -> PipelineDefinition:
    return pipeline.model_copy(update={"stages": tuple(stages), **more})
