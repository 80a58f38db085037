"""Changes to the exit criteria of one stage."""

from collections.abc import Iterator

from jalon.process.definitions.stage import ExitCriterion, StageDefinition
from jalon.process.definitions.text import Text
from jalon.process.diff.change import Change, about
from jalon.process.words import word


def criterion_changes(old: StageDefinition, new: StageDefinition) -> Iterator[Change]:
    """Give what changed among the criteria of a stage, known by their keys."""
    before = {criterion.key: criterion for criterion in old.exit}
    after = {criterion.key: criterion for criterion in new.exit}
    for key, criterion in before.items():
        if key not in after:
            words = about(
                new,
                f"the criterion “{criterion.label.en}” was removed.",
                f"le critère « {criterion.label.fr} » est supprimé.",
            )
            yield Change(kind="criterion_removed", stage=new.key, criterion=key, before=key, words=words)
    for key, criterion in after.items():
        if key not in before:
            policy = word("policy", criterion.policy)
            words = about(
                new,
                f"the criterion “{criterion.label.en}” was added, {policy.en}.",
                f"le critère « {criterion.label.fr} » est ajouté, {policy.fr}.",
            )
            yield Change(kind="criterion_added", stage=new.key, criterion=key, after=key, words=words)
        else:
            yield from _within(new, before[key], criterion)


def _within(stage: StageDefinition, old: ExitCriterion, new: ExitCriterion) -> Iterator[Change]:
    if old.policy != new.policy:
        was, now = word("policy", old.policy), word("policy", new.policy)
        words = about(
            stage,
            f"“{new.label.en}” is {now.en} instead of {was.en}.",
            f"« {new.label.fr} » est {now.fr} au lieu de {was.fr}.",
        )
        yield Change(
            kind="criterion_policy_changed",
            stage=stage.key,
            criterion=new.key,
            before=old.policy,
            after=new.policy,
            words=words,
        )
    if old.level != new.level:
        was, now = word("level", old.level), word("level", new.level)
        words = about(
            stage,
            f"“{new.label.en}” must be {now.en} instead of {was.en}.",
            f"« {new.label.fr} » doit être {now.fr} au lieu de {was.fr}.",
        )
        yield Change(
            kind="criterion_level_changed",
            stage=stage.key,
            criterion=new.key,
            before=old.level,
            after=new.level,
            words=words,
        )
    was, now = _evidence(old), _evidence(new)
    if was != now:
        words = about(
            stage,
            f"“{new.label.en}” asks for {now.en} instead of {was.en}.",
            f"« {new.label.fr} » demande {now.fr} au lieu de {was.fr}.",
        )
        yield Change(
            kind="criterion_evidence_changed",
            stage=stage.key,
            criterion=new.key,
            before=was.en,
            after=now.en,
            words=words,
        )
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


def _evidence(criterion: ExitCriterion) -> Text:
    what = f"{criterion.type}({criterion.arg})" if criterion.arg else criterion.type
    whose = word("by", criterion.by)
    return Text(en=f"{what} {whose.en}", fr=f"{what} {whose.fr}")
