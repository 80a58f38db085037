"""Changes to the exit criteria of one stage."""

from collections.abc import Iterator

from jalon.process.definitions.stage import ExitCriterion, StageDefinition
from jalon.process.definitions.text import Text
from jalon.process.diff.change import Change, ChangeKind, about
from jalon.process.words import word


def criterion_changes(old: StageDefinition, new: StageDefinition) -> Iterator[Change]:
    """Give what changed among the criteria of a stage, known by their keys."""
    before = {criterion.key: criterion for criterion in old.exit}
    after = {criterion.key: criterion for criterion in new.exit}
    for key, criterion in before.items():
        if key not in after:
            yield _removed(new, criterion)
    for key, criterion in after.items():
        if key not in before:
            yield _added(new, criterion)
        else:
            yield from _within(new, before[key], criterion)


def _removed(stage: StageDefinition, criterion: ExitCriterion) -> Change:
    words = about(
        stage,
        f"the criterion “{criterion.label.en}” was removed.",
        f"le critère « {criterion.label.fr} » est supprimé.",
    )
    return Change(kind="criterion_removed", stage=stage.key, criterion=criterion.key, before=criterion.key, words=words)


def _added(stage: StageDefinition, criterion: ExitCriterion) -> Change:
    policy = word("policy", criterion.policy)
    words = about(
        stage,
        f"the criterion “{criterion.label.en}” was added, {policy.en}.",
        f"le critère « {criterion.label.fr} » est ajouté, {policy.fr}.",
    )
    return Change(kind="criterion_added", stage=stage.key, criterion=criterion.key, after=criterion.key, words=words)


def _within(stage: StageDefinition, old: ExitCriterion, new: ExitCriterion) -> Iterator[Change]:
    if old.policy != new.policy:
        was, now = word("policy", old.policy), word("policy", new.policy)
        yield _turned(stage, new, "criterion_policy_changed", was, now, Text(en="is", fr="est"))
    if old.level != new.level:
        was, now = word("level", old.level), word("level", new.level)
        yield _turned(stage, new, "criterion_level_changed", was, now, Text(en="must be", fr="doit être"))
    was, now = _evidence(old), _evidence(new)
    if was != now:
        yield _turned(stage, new, "criterion_evidence_changed", was, now, Text(en="asks for", fr="demande"))
    if (old.label, old.help) != (new.label, new.help):
        words = about(stage, f"“{new.label.en}” was reworded.", f"« {new.label.fr} » est reformulé.")
        yield Change(
            kind="criterion_reworded",
            stage=stage.key,
            criterion=new.key,
            before=old.label.en,
            after=new.label.en,
            words=words,
        )


def _turned(
    stage: StageDefinition, criterion: ExitCriterion, kind: ChangeKind, was: Text, now: Text, verb: Text
) -> Change:
    words = about(
        stage,
        f"“{criterion.label.en}” {verb.en} {now.en} instead of {was.en}.",
        f"« {criterion.label.fr} » {verb.fr} {now.fr} au lieu de {was.fr}.",
    )
    return Change(kind=kind, stage=stage.key, criterion=criterion.key, before=was.en, after=now.en, words=words)


def _evidence(criterion: ExitCriterion) -> Text:
    what = f"{criterion.type}({criterion.arg})" if criterion.arg else criterion.type
    whose = word("by", criterion.by)
    return Text(en=f"{what} {whose.en}", fr=f"{what} {whose.fr}")
