"""Composition: the articles’ rules, and what holds for every combination of answers."""

from dataclasses import replace
from itertools import product

import pytest

from jalon.process import Answers, Buying, compose, compose_for, diagnose, lint, question, read_answers
from jalon.process.answers import MODEL_QUESTIONS, variables_of
from jalon.process.scoring import direction, dominant, score, strong
from tests.process.compositions import ABS, INBOUND, OUTBOUND, RELATIONSHIP, TEAM, composed, offered, stages

# The articles' rules.


def test_starts_an_inbound_sale_with_qualify():
    assert stages(composed(**INBOUND))[0] == "QUALIFY"


def test_starts_an_outbound_sale_with_prospect_and_make_contact():
    assert stages(composed(**OUTBOUND))[:2] == ["PROSPECT", "CONTACT"]


def test_puts_research_right_after_qualify_in_a_team_sale():
    assert stages(composed(**TEAM))[:2] == ["QUALIFY", "RESEARCH"]


def test_starts_an_account_based_sale_with_the_account_before_any_contact():
    assert stages(composed(**ABS))[:5] == ["IDACC", "STAKE", "STRAT", "CONT1", "PRES1"]


def test_goes_on_after_the_sale_where_the_relationship_is_the_model():
    assert stages(composed(**RELATIONSHIP))[-2:] == ["CHECKIN", "UPSELL"]


def test_shows_the_articles_order_across_prospecting_and_sale_once_prospecting_is_taken():
    taken = composed(**OUTBOUND).take("out.prospecting")

    chained = [*stages(taken, "out.prospecting"), *stages(taken)]
    assert [key for key in chained if key in ("PROSPECT", "CONTACT", "QUALIFY")] == ["PROSPECT", "CONTACT", "QUALIFY"]


# Every combination of answers.


def every_kind_of_diagnosis():
    """Give one set of answers for each combination that the composition can tell apart."""
    choices = [[option.key for option in question(key).options] for key in MODEL_QUESTIONS]
    kinds = {}
    for chosen in product(*choices):
        answers = Answers(**dict(zip(MODEL_QUESTIONS, chosen, strict=True)))
        variables = variables_of(answers)
        scores = score(variables)
        both_ways, existing = 0.4 <= variables.I <= 0.6, variables.R >= 0.25
        kinds.setdefault((dominant(scores), strong(scores), direction(scores), both_ways, existing), answers)
    return list(kinds.values())


BUYING = [
    (Buying(), None),
    (Buying(), 3000),
    (Buying(proof="none", reassure=()), 3000),
    (Buying(proof="demonstration", compare="only_us"), 200_000),
    (
        Buying(
            trigger=("problem", "us"),
            circle=("users", "it", "finance", "management"),
            compare="tender",
            proof="benchmark",
            reassure=("price", "roi", "references", "terms", "rollout_plan", "security"),
            sign=("purchasing", "committee", "automatic_renewal"),
        ),
        12_000,
    ),
]


@pytest.fixture(scope="module")
def every_composition():
    return [
        compose(replace(answers, buying=buying, deal_value=deal_value))
        for answers, (buying, deal_value) in product(every_kind_of_diagnosis(), BUYING)
    ]


def test_gives_every_pipeline_four_to_ten_stages(every_composition):
    counts = {len(one.definition.stages) for composition in every_composition for one in composition.pipelines}

    assert counts <= set(range(4, 11))
    assert len(every_composition) == 182 * len(BUYING)


def test_proposes_one_sales_pipeline_first_and_offers_the_others(every_composition):
    for composition in every_composition:
        assert composition.proposed().definition.kind == "sales"
        assert [one.offered for one in composition.pipelines] == [False] + [True] * len(composition.offered())


def test_offers_no_pipeline_twice(every_composition):
    for composition in every_composition:
        keys = [one.definition.key for one in composition.pipelines]
        assert len(keys) == len(set(keys))


def test_composes_nothing_that_the_rules_object_to(every_composition):
    found = {
        (finding.code, one.definition.key)
        for composition in every_composition
        for one in composition.pipelines
        for finding in lint(one.definition)
        if finding.severity != "advice"
    }

    assert found == set()


def test_takes_every_offer_and_still_gives_four_to_ten_stages(every_composition):
    for composition in every_composition:
        for key in offered(composition):
            composition = composition.take(key)
        assert 4 <= len(composition.proposed().definition.stages) <= 10
        assert not any(one.offered for one in composition.pipelines)


def test_composes_the_same_from_the_same_answers():
    answers = read_answers(TEAM | {"q2": "b", "deal_value": 9000, "buying": {"proof": "pilot"}})

    assert compose(answers) == compose(answers)


# The start.


def test_starts_a_hybrid_from_the_larger_direction():
    hybrid = composed(q1="c", q2="a", q3="a", q4="a")

    assert hybrid.proposed().definition.key == "inb.sales"
    assert hybrid.proposed().reason.en == "No model dominates, so the base is the larger direction: inbound sales."


def test_starts_from_four_stages_when_nothing_is_known():
    assert stages(composed()) == ["QUALIFY", "PRESENT", "REASSURE", "DECIDE"]


def test_starts_from_the_model_that_the_user_chose_instead():
    assert compose(read_answers(INBOUND), overrule="channel").proposed().definition.key == "chn.deals"


def test_composes_from_a_measured_diagnosis_too():
    verdict = diagnose(read_answers(TEAM))

    assert compose_for(verdict).proposed() == composed(**TEAM).proposed()
