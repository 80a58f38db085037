"""Applies a change, written as data, to one stage."""

from jalon.process.definitions.change import Factors, Sentence, StageChange
from jalon.process.definitions.stage import Duration, ExitCriterion, FiveWTwoH, StageDefinition, When
from jalon.process.definitions.text import Text


def change_stage(stage: StageDefinition, change: StageChange) -> StageDefinition:
    """Give the stage as the change makes it."""
    replaced = {
        name: value
        for name in ("label", "noun", "buyer_phase", "conversion", "target")
        if (value := getattr(change, name)) is not None
    }
    return stage.model_copy(
        update={
            **replaced,
            "five_w_two_h": _sentences(stage.five_w_two_h, change),
            "duration_days": scale(stage.duration_days, change.duration_factor),
            "exit": _criteria(stage.exit, change),
            "playbook": _joined(stage.playbook, change.add_playbook),
            "activities": _joined(stage.activities, change.add_activities),
        }
    )


def scale(duration: Duration | None, factor: Factors) -> Duration | None:
    """Multiply a duration, to a hundredth of a day."""
    if duration is None:
        return None
    p50 = round(duration.p50 * factor.p50, 2)
    return Duration(p50=p50, p90=max(p50, round(duration.p90 * factor.p90, 2)))


def add_criterion(criteria: tuple[ExitCriterion, ...], extra: ExitCriterion) -> tuple[ExitCriterion, ...]:
    """Add a criterion unless the same evidence is already asked for; a taken key gets its type in front."""
    if any((own.type, own.arg) == (extra.type, extra.arg) for own in criteria):
        return criteria
    if any(own.key == extra.key for own in criteria):
        extra = extra.model_copy(update={"key": f"{extra.type}_{extra.key}"})
    return (*criteria, extra)


def join_texts(first: Text | None, second: Text | None) -> Text | None:
    """Put two texts one after the other; the same text is said once."""
    if first is None or second is None or first == second:
        return first or second
    return Text(en=f"{first.en} {second.en}", fr=f"{first.fr} {second.fr}")


def _criteria(criteria: tuple[ExitCriterion, ...], change: StageChange) -> tuple[ExitCriterion, ...]:
    kept = tuple(own for own in criteria if not any(match.fits(own) for match in change.drop_criteria))
    for extra in change.add_criteria:
        kept = add_criterion(kept, extra)
    return tuple(
        own.model_copy(update={"policy": "required"})
        if any(match.fits(own) for match in change.require_criteria)
        else own
        for own in kept
    )


def _sentences(five: FiveWTwoH, change: StageChange) -> FiveWTwoH:
    def said(name: Sentence, now: Text | None) -> Text | None:
        return join_texts(change.set.get(name, now), change.add.get(name))

    due_days = five.when.due_days if change.due_days is None else change.due_days
    return five.model_copy(
        update={
            "why": said("why", five.why),
            "what": said("what", five.what),
            "where": said("where", five.where),
            "how": said("how", five.how),
            "how_much": said("how_much", five.how_much),
            "when": When(entry=said("entry", five.when.entry), due_days=due_days),
        }
    )


def _joined[E](own: tuple[E, ...], extra: tuple[E, ...]) -> tuple[E, ...]:
    return (*own, *(entry for entry in extra if entry not in own))
