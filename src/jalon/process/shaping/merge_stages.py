"""Joins two neighbouring stages into one that asks for the evidence of both."""

from math import hypot

from jalon.process.definitions.stage import (
    Conversion,
    Duration,
    ExitCriterion,
    FiveWTwoH,
    StageDefinition,
    When,
    Who,
)
from jalon.process.definitions.text import Text
from jalon.process.shaping.change_stage import add_criterion, join_texts


def merge_stages(
    first: StageDefinition, second: StageDefinition, *, key: str, label: Text, noun: Text
) -> StageDefinition:
    """Give the stage `key` (one of the two) with the content of both, in their order.

    Evidence, playbook, activities and KPIs are united; of two criteria on the same evidence the later stays.
    Medians of time add up and spreads add as independent ones do; shares that advance are multiplied.
    """
    host, taken = (first, second) if first.key == key else (second, first)
    return host.model_copy(
        update={
            "label": label,
            "noun": noun,
            "buyer_phase": tuple(dict.fromkeys((*first.buyer_phase, *second.buyer_phase))),
            "buyer_belief": second.buyer_belief or first.buyer_belief,
            "five_w_two_h": _five(first, second, host, taken),
            "exit": _criteria(first, second),
            "duration_days": _duration(first.duration_days, second.duration_days),
            "conversion": _conversion(first.conversion, second.conversion),
            "kpis": tuple(dict.fromkeys((*host.kpis, *taken.kpis))),
            "playbook": _by_key((*first.playbook, *second.playbook)),
            "activities": _by_key((*first.activities, *second.activities)),
            "merged_from": (*host.merged_from, taken.key, *taken.merged_from),
        }
    )


def _criteria(first: StageDefinition, second: StageDefinition) -> tuple[ExitCriterion, ...]:
    asked_later = {(criterion.type, criterion.arg) for criterion in second.exit}
    united = tuple(own for own in first.exit if (own.type, own.arg) not in asked_later)
    for extra in second.exit:
        united = add_criterion(united, extra)
    return united


def _five(first: StageDefinition, second: StageDefinition, host: StageDefinition, taken: StageDefinition) -> FiveWTwoH:
    one, two = first.five_w_two_h, second.five_w_two_h
    return FiveWTwoH(
        why=join_texts(one.why, two.why),
        what=join_texts(one.what, two.what),
        who=_who(host.five_w_two_h.who, taken.five_w_two_h.who),
        when=When(entry=one.when.entry or two.when.entry, due_days=_due_days(one.when, two.when)),
        where=join_texts(one.where, two.where),
        how=join_texts(one.how, two.how),
        how_much=join_texts(one.how_much, two.how_much),
    )


def _who(host: Who, taken: Who) -> Who:
    people = (*host.support, taken.responsible, *taken.support)
    support = dict.fromkeys(role for role in people if role not in (None, host.responsible))
    return Who(responsible=host.responsible or taken.responsible, support=tuple(role for role in support if role))


def _due_days(one: When, two: When) -> float | None:
    if one.due_days is None or two.due_days is None:
        return one.due_days or two.due_days
    return one.due_days + two.due_days


def _duration(one: Duration | None, two: Duration | None) -> Duration | None:
    if one is None or two is None:
        return one or two
    median = round(one.p50 + two.p50, 2)
    return Duration(p50=median, p90=round(median + hypot(one.p90 - one.p50, two.p90 - two.p50), 2))


def _conversion(one: Conversion | None, two: Conversion | None) -> Conversion | None:
    if one is None or two is None:
        return one or two
    return Conversion(low=round(one.low * two.low, 4), high=round(one.high * two.high, 4))


def _by_key[E](entries: tuple[E, ...]) -> tuple[E, ...]:
    return tuple({entry.key: entry for entry in entries}.values())  # type: ignore[attr-defined]
