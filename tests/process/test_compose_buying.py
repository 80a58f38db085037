"""Composition: what the way customers buy adds, leaves out and requires."""

import pytest

from tests.process.compositions import ABS, INBOUND, OUTBOUND, composed, evidence, offered, stages

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
