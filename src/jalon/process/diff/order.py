"""Changes to the row of stages: added, removed, moved, split and merged."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.definitions.text import Text
from jalon.process.diff.change import Change


def order_changes(old: PipelineDefinition, new: PipelineDefinition) -> Iterator[Change]:
    """Give what happened to the row of stages, with split and merge lineage taken into account."""
    before, after = _by_key(old), _by_key(new)
    merged = {key: stage.key for stage in after.values() for key in stage.merged_from if key in before}
    for key, stage in before.items():
        if key not in after:
            yield _gone(stage, after.get(merged.get(key, "")))
    for key, stage in after.items():
        if key not in before:
            yield _come(stage, new, before.get(stage.split_from or ""))
    yield from _moved(old, new)


def _gone(stage: StageDefinition, host: StageDefinition | None) -> Change:
    if host is not None:
        words = Text(
            en=f"“{stage.label.en}” was merged into “{host.label.en}”.",
            fr=f"« {stage.label.fr} » est fusionnée dans « {host.label.fr} ».",
        )
        return Change(kind="stage_merged", stage=stage.key, before=stage.key, after=host.key, words=words)
    words = Text(en=f"“{stage.label.en}” was removed.", fr=f"« {stage.label.fr} » est supprimée.")
    return Change(kind="stage_removed", stage=stage.key, before=stage.key, words=words)


def _come(stage: StageDefinition, new: PipelineDefinition, parent: StageDefinition | None) -> Change:
    if parent is not None:
        words = Text(
            en=f"“{stage.label.en}” was split from “{parent.label.en}”.",
            fr=f"« {stage.label.fr} » est issue de la scission de « {parent.label.fr} ».",
        )
        return Change(kind="stage_split", stage=stage.key, before=parent.key, after=stage.key, words=words)
    where = _where(stage, new)
    words = Text(en=f"“{stage.label.en}” was added {where.en}.", fr=f"« {stage.label.fr} » est ajoutée {where.fr}.")
    return Change(kind="stage_added", stage=stage.key, after=stage.key, words=words)


def _where(stage: StageDefinition, new: PipelineDefinition) -> Text:
    place = new.position(stage.key)
    if place is None:
        return Text(en="aside", fr="à côté")
    if place == 1:
        return Text(en="at the start", fr="au début")
    earlier = new.stages[place - 2]
    return Text(en=f"after “{earlier.label.en}”", fr=f"après « {earlier.label.fr} »")


def _moved(old: PipelineDefinition, new: PipelineDefinition) -> Iterator[Change]:
    """Name the fewest stages whose moving explains the new order."""
    places = {key: number for number, key in enumerate(old.stage_keys())}
    common = [key for key in new.stage_keys() if key in places]
    steady = _longest_rising([places[key] for key in common])
    for key in common:
        if places[key] not in steady:
            stage = new.stage(key)
            where = _where(stage, new)
            yield Change(
                kind="stage_moved",
                stage=key,
                before=str(old.position(key)),
                after=str(new.position(key)),
                words=Text(
                    en=f"“{stage.label.en}” was moved {where.en}.",
                    fr=f"« {stage.label.fr} » est déplacée {where.fr}.",
                ),
            )


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Give the members of a longest rising subsequence of distinct numbers."""
    tails: list[int] = []
    earlier: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(tails, number)
        earlier[number] = tails[place - 1] if place else None
        tails[place : place + 1] = [number]
    found: set[int] = set()
    at = tails[-1] if tails else None
    while at is not None:
        found.add(at)
        at = earlier[at]
    return found


def _by_key(pipeline: PipelineDefinition) -> dict[str, StageDefinition]:
    return {stage.key: stage for stage in (*pipeline.stages, *pipeline.aside)}
