"""Composition: what the value of a deal, the team, the relationship and prospecting change."""

import pytest

from tests.process.compositions import ABS, INBOUND, OUTBOUND, TEAM, composed, offered, stages

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
