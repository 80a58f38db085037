"""JP009: keys are unique, for stages in a pipeline and for what is listed in a stage."""

from collections.abc import Iterable, Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Place, Rule, Spot, both, stage_places


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a key that names two things."""
    yield from _repeated([*stage_places(pipeline)])
    for place, stage in stage_places(pipeline):
        for name in ("exit", "playbook", "activities"):
            entries = getattr(stage, name)
            yield from _repeated([((*place, name, n), entry) for n, entry in enumerate(entries)])


def _repeated(entries: Iterable[tuple[Place, object]]) -> Iterator[Spot]:
    seen: set[str] = set()
    for place, entry in entries:
        key: str = entry.key  # type: ignore[attr-defined]
        if key in seen:
            yield Spot(
                place=(*place, "key"),
                message=both(f"The key {key} is used twice.", f"La clé {key} est utilisée deux fois."),
                remedy=both("Rename one of the two.", "Renommez l’une des deux."),
            )
        seen.add(key)


RULE = Rule(
    code="JP009",
    severity="error",
    title=both("Unique keys", "Clés uniques"),
    why=both(
        "Evidence and visits are stored under these keys for ever; two things under one key cannot be told apart.",
        "Preuves et passages sont conservés sous ces clés pour toujours ; deux choses sous une même clé se confondent.",
    ),
    check=check,
)
