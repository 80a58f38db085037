"""What the gates said at each passage of a deal: evidence found in time, the rest missing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from jalon.deals.gate import read_gate, stages_left_behind
from jalon.desk.sample.book import Move, Proof
from jalon.desk.sample.cast import MANAGER
from jalon.desk.sample.journey import Journey, Route, Stay
from jalon.desk.sample.words import Words
from jalon.process import ExitCriterion, PipelineDefinition

REQUIRED_MISSED = 0.025  # of the required criteria, those that a manager waived


def proofs(chance: Random, route: Route, journey: Journey, *, skill: float, at: datetime) -> tuple[Proof, ...]:
    """Evidence for the stages travelled: nearly all of it where a stage was left forward, part of it elsewhere."""
    found: list[Proof] = []
    for place, stay in enumerate(journey.stays):
        goes_on = place + 1 < len(journey.stays) and journey.stays[place + 1].how != "back"
        goes_on = goes_on or journey.outcome == "won"
        found += _of_stay(chance, route.definition, stay, skill, at, goes_on=goes_on)
    once = {(proof.stage, proof.criterion): proof for proof in reversed(found)}
    return tuple(sorted(once.values(), key=lambda proof: proof.at))


def moves(
    chance: Random, route: Route, journey: Journey, evidence: Iterable[Proof], owner: int | None, words: Words
) -> tuple[Move, ...]:
    """Every passage, with the criteria that were not met when it happened."""
    known = tuple(evidence)
    return tuple(
        _move(chance, route.definition, before, after, known, owner, words) for before, after in pairwise(journey.stays)
    )


def _of_stay(
    chance: Random, definition: PipelineDefinition, stay: Stay, skill: float, now: datetime, *, goes_on: bool
) -> list[Proof]:
    if stay.left_at is None:
        likely, length = 0.25 + 0.25 * skill, min(now - stay.entered_at, timedelta(days=9))
    else:
        likely, length = (0.62 + 0.33 * skill if goes_on else 0.30), stay.left_at - stay.entered_at
    found = []
    for criterion in definition.criteria(stay.stage):
        threshold = 1 - REQUIRED_MISSED if goes_on and criterion.policy == "required" else likely
        if chance.random() < threshold:
            at = stay.entered_at + length * (0.2 + 0.79 * chance.random())
            found.append(Proof(stay.stage, criterion.key, _level(chance, criterion, skill), at))
    return found


def _level(chance: Random, criterion: ExitCriterion, skill: float) -> str:
    """As strong as the criterion asks, or weaker when the seller did not insist."""
    if criterion.policy == "required" or chance.random() < 0.55 + 0.4 * skill:
        return criterion.level
    return "stated"


def _move(
    chance: Random,
    definition: PipelineDefinition,
    before: Stay,
    after: Stay,
    known: tuple[Proof, ...],
    owner: int | None,
    words: Words,
) -> Move:
    at, how = after.entered_at, after.how
    behind = stages_left_behind(definition, before.stage, after.stage)
    levels = {(one.stage, one.criterion): one.level for one in known if one.at <= at}
    reading = read_gate(definition, stages=behind, evidence=levels)
    waived = bool(reading.required)
    return Move(
        origin=before.stage,
        to=after.stage,
        how="override" if waived else how,
        at=at,
        by=MANAGER if waived else owner,
        unmet=tuple(one.key for one in reading.required),
        advised=tuple(one.key for one in reading.advised),
        reason=chance.choice(words.overrides) if waived else "",
    )
