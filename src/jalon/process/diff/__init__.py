"""Compares two definitions as typed changes, each saying whether it touches running deals."""

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.diff.change import Change, ChangeKind
from jalon.process.diff.criteria import criterion_changes
from jalon.process.diff.order import order_changes
from jalon.process.diff.stage_content import stage_changes
from jalon.process.diff.whole import whole_changes

__all__ = ["Change", "ChangeKind", "diff"]


def diff(old: PipelineDefinition, new: PipelineDefinition) -> list[Change]:
    """Give the changes from `old` to `new`: the whole first, then the stages, each with its content."""
    changes = [*whole_changes(old, new), *order_changes(old, new)]
    before = {stage.key: stage for stage in (*old.stages, *old.aside)}
    for stage in (*new.stages, *new.aside):
        if stage.key in before:
            changes += [*stage_changes(before[stage.key], stage), *criterion_changes(before[stage.key], stage)]
    return changes
