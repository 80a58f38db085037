"""Merging two stages: nothing is asked twice, nothing is lost."""

import pytest

from jalon.process import Text
from jalon.process.definitions import Conversion, Duration, FiveWTwoH, When, Who
from jalon.process.shaping.merge_stages import merge_stages

from .builders import criterion, stage

LABEL = Text(en="Both", fr="Les deux")


def merged(first, second, key="B"):
    return merge_stages(first, second, key=key, label=LABEL, noun=LABEL)


def test_unites_evidence_and_keeps_the_later_of_two_on_the_same():
    first = stage("A", exit=(criterion("early", arg="need"), criterion("only_first", type="ref", arg=None)))
    second = stage("B", exit=(criterion("late", arg="need"),))

    assert [one.key for one in merged(first, second).exit] == ["only_first", "late"]


def test_renames_a_criterion_whose_key_is_taken():
    first = stage("A", exit=(criterion("next_step", type="next", arg="decider_access"),))
    second = stage("B", exit=(criterion("next_step", type="next", arg=None),))

    assert [one.key for one in merged(first, second).exit] == ["next_step", "next_next_step"]


def test_adds_medians_and_spreads_and_multiplies_conversions():
    first = stage("A", duration_days=Duration(p50=3, p90=6), conversion=Conversion(low=0.5, high=0.6))
    second = stage("B", duration_days=Duration(p50=8, p90=12), conversion=Conversion(low=0.6, high=0.7))

    both = merged(first, second)

    assert both.duration_days == Duration(p50=11, p90=16)
    assert both.conversion == Conversion(low=0.3, high=0.42)


@pytest.mark.parametrize("key", ["A", "B"])
def test_keeps_the_identity_of_the_host_and_the_lineage_of_the_other(key):
    both = merged(stage("A"), stage("B"), key)

    assert (both.key, both.merged_from) == (key, ("B" if key == "A" else "A",))
    assert both.label == LABEL


def test_asks_the_questions_in_the_order_of_the_stages():
    first = stage("A", five_w_two_h=FiveWTwoH(why=Text(en="One.", fr="Un."), when=When(due_days=2)))
    second = stage(
        "B", five_w_two_h=FiveWTwoH(why=Text(en="Two.", fr="Deux."), when=When(due_days=3), who=Who(responsible="se"))
    )

    five = merged(first, second).five_w_two_h

    assert five.why == Text(en="One. Two.", fr="Un. Deux.")
    assert five.when.due_days == 5
    assert five.who == Who(responsible="se")


def test_keeps_what_only_one_of_them_knows():
    both = merged(stage("A", duration_days=None, conversion=None), stage("B"))

    assert both.duration_days == Duration(p50=5, p90=12)
