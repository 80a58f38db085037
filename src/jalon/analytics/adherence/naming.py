"""Which activity of a log is which part of the process: by its key, its label in either language, or as told."""

import re
from collections.abc import Iterable, Mapping, Sequence

from jalon.analytics.adherence.ladder import WON
from jalon.eventlog.problem import LogError, error, unknown_activity
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.definitions.text import Text

HERE = "."  # before the key of a criterion of whatever stage the case is in: `.next_step`


def names_of(
    pipeline: PipelineDefinition, activities: Sequence[str], *, told: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Give the part of the process that each known activity is: `STAGE`, `STAGE.criterion`, `.criterion` or `WON`.

    A stage goes before a criterion, a criterion before an activity of the playbook, what is `told` before all. A
    criterion that several stages share is that of the stage where the case is. LogError when something told is not
    there, or when the log has no stage of the process.
    """
    known = _spellings(pipeline)
    parts = {part for part in known.values() if not part.startswith(HERE)} | {WON}
    chosen = {name: _told(name, part, parts, activities) for name, part in (told or {}).items()}
    found = {name: known[plain] for name in activities if (plain := _plain(name)) in known} | chosen
    stages = {stage.key for stage in (*pipeline.stages, *pipeline.aside)}
    if not stages.intersection(found.values()):
        raise _no_stage(pipeline, activities)
    return found


def called(
    words: str, pipeline: PipelineDefinition, parts: Mapping[str, str], activities: Sequence[str]
) -> tuple[str, ...]:
    """Give the activities that words mean: those read as that part of the process, or of that very name.

    None where it is a part that the log does not have; LogError when it is neither.
    """
    plain = _plain(words)
    part = next((one for one in (*parts.values(), WON) if _plain(one) == plain), _spellings(pipeline).get(plain))
    found = [name for name in activities if _plain(name) == plain or (part and _is_part(parts.get(name, name), part))]
    if part or found:
        return tuple(found)
    raise error(
        "unknown-name",
        en=f"{words} is neither a part of the process nor an activity of the log.",
        fr=f"{words} n’est ni une partie du processus ni une activité du journal.",
        remedy_en=f"The activities are {', '.join(sorted(activities))}.",
        remedy_fr=f"Les activités sont {', '.join(sorted(activities))}.",
    )


def _is_part(part: str, wanted: str) -> bool:
    """A shared criterion is meant by its own name and by that of each stage, and means them all."""
    key = HERE + wanted.rpartition(HERE)[2] if HERE in wanted else ""
    return part == wanted or (wanted == key and part.endswith(key)) or (bool(key) and part == key)


def evidence_of(pipeline: PipelineDefinition) -> set[str]:
    """Give the parts of the process that are evidence, as `names_of` calls them."""
    stages = (*pipeline.stages, *pipeline.aside)
    return {part for parts in (_shared(stages), _criteria(stages)) for _, part in parts}


def _spellings(pipeline: PipelineDefinition) -> dict[str, str]:
    """What a log may call each part, the surest last so that it stands."""
    stages = (*pipeline.stages, *pipeline.aside)
    known: dict[str, str] = {}
    for parts in (_shared(stages), _activities(stages), _criteria(stages), _stages(stages)):
        known |= {_plain(spelling): part for spelling, part in parts}
    return known


def _stages(stages: Sequence[StageDefinition]) -> Iterable[tuple[str, str]]:
    for stage in stages:
        yield from ((former, stage.key) for former in stage.merged_from)
    for stage in stages:
        yield from ((words, stage.key) for words in (*_said(stage.label), *_said(stage.noun), stage.key))


def _criteria(stages: Sequence[StageDefinition]) -> Iterable[tuple[str, str]]:
    for stage in stages:
        yield from ((f"{stage.key}.{one.key}", f"{stage.key}.{one.key}") for one in stage.exit)


def _activities(stages: Sequence[StageDefinition]) -> Iterable[tuple[str, str]]:
    for stage in stages:
        for one in stage.activities:
            part = f"{stage.key}.{one.key}"
            yield from ((words, part) for words in (*_said(one.title), one.key, part))


def _shared(stages: Sequence[StageDefinition]) -> Iterable[tuple[str, str]]:
    """Criteria by what does not name their stage."""
    for stage in stages:
        for one in stage.exit:
            code = f"{one.type}({one.arg})" if one.arg else one.type
            yield from ((words, HERE + one.key) for words in (*_said(one.label), code, one.key))


def _said(text: Text | None) -> tuple[str, ...]:
    return (text.en, text.fr) if text else ()


def _plain(words: str) -> str:
    return re.sub(r"[\s_’'-]+", " ", words).strip().casefold()


def _told(name: str, part: str, parts: set[str], activities: Sequence[str]) -> str:
    if name not in activities:
        raise unknown_activity(name, activities)
    if part not in parts:
        stages = ", ".join(sorted(one for one in parts if "." not in one))
        raise error(
            "unknown-part",
            en=f"The process has no {part}.",
            fr=f"Le processus n’a pas de {part}.",
            remedy_en=f"There are {stages}, and STAGE.criterion.",
            remedy_fr=f"Il y a {stages}, et ÉTAPE.critère.",
        )
    return part


def _no_stage(pipeline: PipelineDefinition, activities: Sequence[str]) -> LogError:
    stages, some = ", ".join(pipeline.stage_keys()), ", ".join(sorted(activities)[:20])
    return error(
        "no-stage",
        en=f"No activity of the log is a stage of {pipeline.key}, by key or label: {some}.",
        fr=f"Aucune activité du journal n’est une étape de {pipeline.key}, par sa clé ou son libellé : {some}.",
        remedy_en=f"Say which is which, as in --as 'Demo given={pipeline.stage_keys()[-1]}'; the stages are {stages}.",
        remedy_fr=f"Dites laquelle est laquelle, comme --as 'Démo faite={pipeline.stage_keys()[-1]}' ; les étapes "
        f"sont {stages}.",
    )
