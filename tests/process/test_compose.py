"""Composition: the articles' rules, the eight steps, and what holds for every combination of answers."""

from dataclasses import replace
from itertools import product

import pytest

from jalon.process import Answers, Buying, compose, compose_for, diagnose, lint, question, read_answers
from jalon.process.answers import MODEL_QUESTIONS, variables_of
from jalon.process.scoring import direction, dominant, score, strong


def composed(**answers):
    return compose(read_answers(answers))


def stages(composition, key=None):
    chosen = composition.pipeline(key) if key else composition.proposed()
    return list(chosen.definition.stage_keys())


def offered(composition):
    return [one.definition.key for one in composition.offered()]


def evidence(pipeline, stage):
    return {(one.type, one.arg) for one in pipeline.criteria(stage)}


INBOUND = {"q1": "a", "q2": "a", "q3": "a", "q4": "a"}
OUTBOUND = INBOUND | {"q1": "e"}
TEAM = {"q1": "b", "q2": "a", "q3": "c", "q4": "b"}
ABS = INBOUND | {"q1": "d", "q4": "d", "q4_named": "yes", "q4_tailored": "yes"}
RELATIONSHIP = INBOUND | {"q1": "b", "q2": "d", "q2_time": "nurturing"}


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


# Step 1: how the ideal customer buys.


def test_drops_the_proof_that_nobody_wants():
    composition = composed(**INBOUND, buying={"proof": "none"})

    assert stages(composition) == ["QUALIFY", "DISCOVER", "PRESENT", "REASSURE", "DECIDE", "ONBOARD"]
    assert [(step.number, step.why.en) for step in composition.steps][1] == (
        1,
        "Buyers want no proof, so the stage of proof is left out.",
    )


def test_calls_the_proof_a_demonstration():
    proof = composed(**INBOUND, buying={"proof": "demonstration"}).proposed().definition.stage("PROVE")

    assert (proof.label.en, proof.label.fr) == ("Demonstration", "Démonstration")


@pytest.mark.parametrize("proof", ["pilot", "benchmark"])
@pytest.mark.parametrize("deal_value", [None, 3000, 12000])
def test_requires_success_criteria_for_a_pilot_and_a_benchmark(proof, deal_value):
    sale = composed(**INBOUND, deal_value=deal_value, buying={"proof": proof}).proposed().definition

    criteria = [one for one in sale.criteria("PROVE") if one.type == "crit"]
    assert [one.policy for one in criteria] == ["required", "required"]


def test_advises_every_other_criterion():
    sale = composed(**INBOUND, buying={"proof": "pilot", "sign": "committee"}).proposed().definition

    required = {one.type for stage in sale.stages for one in stage.exit if one.policy == "required"}
    assert required == {"crit"}


def test_measures_a_trial_by_its_use():
    sale = composed(**OUTBOUND, buying={"proof": "trial"}).proposed().definition

    assert ("use", "trial_target") in evidence(sale, "PROVE")


def test_adds_a_pipeline_for_tenders():
    assert offered(composed(**INBOUND, buying={"compare": "formal tender"}))[0] == "tender.sales"


def test_asks_for_no_short_list_where_buyers_talk_only_with_us():
    assert ("confirm", "short_list") in evidence(composed(**INBOUND).proposed().definition, "PRESENT")
    only_us = composed(**INBOUND, buying={"compare": "only us"}).proposed().definition
    assert ("confirm", "short_list") not in evidence(only_us, "PRESENT")


def test_merges_reassurance_into_the_decision_when_nothing_is_ticked():
    sale = composed(**INBOUND, buying={"reassure": []}).proposed().definition

    assert list(sale.stage_keys()) == ["QUALIFY", "DISCOVER", "PRESENT", "PROVE", "DECIDE", "ONBOARD"]
    decide = sale.stage("DECIDE")
    assert decide.merged_from == ("REASSURE",)
    assert decide.buyer_phase == ("reassurance", "decision")
    assert {"price", "sign"} <= {one.type for one in decide.exit}
    assert decide.label.fr == "Proposer et conclure"


def test_keeps_reassurance_when_it_was_not_asked_about():
    assert "REASSURE" in stages(composed(**INBOUND, buying={"proof": "none"}))


def test_keeps_four_stages_where_merging_would_leave_three():
    composition = composed(buying={"reassure": []})

    assert stages(composition) == ["QUALIFY", "PRESENT", "REASSURE", "DECIDE"]
    assert "four stages at least" in composition.steps[-1].why.en


@pytest.mark.parametrize(
    ("ticked", "expected"),
    [
        ("roi", ("doc", "business_case")),
        ("references", ("ref", None)),
        ("terms", ("confirm", "terms")),
        ("roll-out plan", ("doc", "rollout_plan")),
        ("security", ("doc", "security_file")),
        ("price", ("price", None)),
    ],
)
def test_turns_what_reassures_into_criteria(ticked, expected):
    sale = composed(**INBOUND, buying={"reassure": [ticked]}).proposed().definition

    assert expected in evidence(sale, "REASSURE")


def test_asks_for_no_reference_that_reassures_nobody():
    sale = composed(**INBOUND, buying={"reassure": ["price"]}).proposed().definition

    assert ("ref", None) not in evidence(sale, "REASSURE")


def test_asks_to_cover_a_circle_of_three_from_the_proof_on():
    sale = composed(**INBOUND, buying={"circle": ["users", "IT", "finance"]}).proposed().definition

    assert sale.circle_roles == ("economic_buyer", "technical_buyer", "user_buyer")
    covered = [stage.key for stage in sale.stages if ("role", "circle") in evidence(sale, stage.key)]
    assert covered == ["PROVE", "REASSURE", "DECIDE"]


def test_names_a_circle_of_two_without_asking_to_cover_it():
    sale = composed(**INBOUND, buying={"circle": ["users", "IT"]}).proposed().definition

    assert sale.circle_roles == ("technical_buyer", "user_buyer")
    assert not any(("role", "circle") in evidence(sale, stage.key) for stage in sale.stages)


def test_makes_the_trigger_a_criterion_of_qualifying():
    sale = composed(**INBOUND, buying={"trigger": ["contract end", "problem"]}).proposed().definition

    assert sale.triggers == ("problem", "contract_end")
    assert ("confirm", "trigger") in evidence(sale, "QUALIFY")


def test_asks_for_the_trigger_at_the_first_presentation_of_an_account():
    sale = composed(**ABS, buying={"trigger": "growth"}).proposed().definition

    assert ("confirm", "trigger") in evidence(sale, "PRES1")


@pytest.mark.parametrize(
    ("how", "stage", "expected"),
    [
        ("one person", "DECIDE", ("role", "signatory")),
        ("several", "REASSURE", ("paper", None)),
        ("purchasing department", "DECIDE", ("role", "procurement")),
        ("committee", "DECIDE", ("confirm", "committee")),
    ],
)
def test_prepares_the_way_they_sign(how, stage, expected):
    sale = composed(**INBOUND, buying={"sign": how}).proposed().definition

    assert "signatory" in sale.circle_roles
    assert expected in evidence(sale, stage)


def test_counts_from_the_notice_date_where_contracts_renew_by_themselves():
    composition = composed(**INBOUND, buying={"sign": "automatic renewal"})

    assert composition.proposed().definition.clock == "notice_date"


# Step 2: small deals.


def test_shortens_the_process_of_small_deals():
    sale = composed(**INBOUND, deal_value=4999).proposed().definition

    assert list(sale.stage_keys()) == ["QUALIFY", "PRESENT", "REASSURE", "DECIDE", "ONBOARD"]
    assert sale.stage("QUALIFY").merged_from == ("DISCOVER",)
    assert sale.opportunity_line == "PRESENT"


@pytest.mark.parametrize("proof", ["demonstration", "trial", "pilot", "benchmark"])
def test_leaves_small_deals_whole_when_proof_was_asked_for(proof):
    assert stages(composed(**INBOUND, deal_value=4999, buying={"proof": proof}))[:4] == [
        "QUALIFY",
        "DISCOVER",
        "PRESENT",
        "PROVE",
    ]


def test_leaves_deals_of_5000_whole():
    assert "PROVE" in stages(composed(**INBOUND, deal_value=5000))


# Step 3: teams.


def test_adds_research_where_a_team_sells_without_dominating():
    composition = composed(q1="a", q2="a", q3="c", q4="a")

    assert composition.diagnosis.dominant == "inbound"
    assert stages(composition)[:3] == ["QUALIFY", "RESEARCH", "DISCOVER"]
    assert composition.proposed().definition.opportunity_line == "RESEARCH"


def test_lets_the_account_strategy_absorb_research():
    assert "RESEARCH" not in stages(composed(**(ABS | {"q3": "d"})))


# Step 4: the relationship.


def test_goes_on_after_an_inbound_sale_where_the_relationship_is_strong():
    composition = composed(q1="a", q2="d", q3="a", q4="a")

    assert composition.diagnosis.dominant == "inbound"
    assert stages(composition)[-3:] == ["ONBOARD", "CHECKIN", "UPSELL"]
    assert "rel.retention" not in offered(composition)


def test_offers_retention_where_existing_customers_count():
    assert "rel.retention" in offered(composed(**(INBOUND | {"q2": "b"})))
    assert "rel.retention" not in offered(composed(**INBOUND))


# Step 5: a second head, and target accounts.


@pytest.mark.parametrize(("answers", "key"), [({"q1": "c"}, "out.sales"), (ABS | {"q1": "c"}, "inb.sales")])
def test_offers_the_other_head_where_leads_come_both_ways(answers, key):
    assert key in offered(composed(**answers))


@pytest.mark.parametrize("q1", ["a", "b", "d", "e"])
def test_offers_one_head_only_where_one_direction_leads(q1):
    assert not {"inb.sales", "out.sales"} & set(offered(composed(**(INBOUND | {"q1": q1}))))


def test_offers_target_accounts_where_account_based_selling_does_not_dominate():
    composition = composed(**(ABS | {"q1_partners": "most"}))

    assert composition.diagnosis.dominant == "channel"
    assert "abs.sales" in offered(composition)


# Step 6: prospecting.


@pytest.mark.parametrize(
    ("answers", "key", "at"),
    [
        (INBOUND, "inb.leads", "DISCOVER"),
        (OUTBOUND, "out.prospecting", "QUALIFY"),
        (TEAM, "inb.leads", "RESEARCH"),
        (ABS, "out.prospecting", "PRES1"),
    ],
)
def test_hands_over_from_prospecting_to_the_sale(answers, key, at):
    over = composed(**answers).pipeline(key).hands_over

    assert over is not None
    assert over.stage == at


def test_starts_the_sale_after_the_hand_over_once_prospecting_is_taken():
    assert stages(composed(**INBOUND).take("inb.leads"))[0] == "DISCOVER"
    assert stages(composed(**OUTBOUND).take("out.prospecting"))[0] == "QUALIFY"


def test_only_enters_at_the_hand_over_when_the_sale_would_become_too_short():
    small = composed(**INBOUND, deal_value=900, buying={"reassure": []}).take("inb.leads").proposed().definition

    assert list(small.stage_keys()) == ["QUALIFY", "PRESENT", "DECIDE", "ONBOARD"]
    assert small.entry == "PRESENT"


def test_leaves_the_sale_alone_when_another_offer_is_taken():
    before = composed(**(INBOUND | {"q2": "b"}))

    assert before.take("rel.retention").proposed() == before.proposed()


def test_refuses_to_take_what_was_not_offered():
    with pytest.raises(KeyError):
        composed(**INBOUND).take("trx.sales")


# Step 7: other ways of selling.


def test_offers_both_partner_pipelines_where_partners_sell():
    composition = composed(**(INBOUND | {"q1_partners": "most"}))

    assert composition.proposed().definition.key == "chn.deals"
    assert "chn.partner" in offered(composition)


def test_offers_partner_pipelines_beside_self_service():
    composition = composed(**(INBOUND | {"q1_partners": "most", "q1_self_service": "most"}))

    assert composition.proposed().definition.key == "trx.sales"
    assert {"chn.partner", "chn.deals"} <= set(offered(composition))


def test_offers_the_short_path_to_existing_customers():
    composition = composed(**(TEAM | {"q2": "b"}))

    assert stages(composition, "add.sales") == ["QUALIFY", "PRESENT", "REASSURE", "DECIDE"]


# Step 8: ten stages at most.


def test_moves_the_tail_to_retention_beyond_ten_stages():
    composition = composed(q1="e", q2="d", q3="c", q4="a")

    assert composition.diagnosis.dominant == "outbound"
    assert stages(composition)[-1] == "DECIDE"
    assert "rel.retention" in offered(composition)
    assert [step.number for step in composition.steps][-2:] == [8, 8]
    assert composition.proposed().definition.cyclic is None


# Reasons.


def test_keeps_the_reason_for_each_step_in_order_and_in_both_languages():
    composition = composed(**TEAM | {"q2": "b"}, deal_value=3000, buying={"reassure": []})

    numbers = [step.number for step in composition.steps]
    assert numbers == sorted(numbers)
    assert {0, 1, 2, 4, 6, 7} <= set(numbers)
    assert all(step.why.en and step.why.fr for step in composition.steps)


def test_gives_each_offered_pipeline_its_reason():
    composition = composed(**TEAM | {"q2": "b"})

    assert composition.pipeline("add.sales").reason.fr.startswith("Les clients existants apportent un quart")
