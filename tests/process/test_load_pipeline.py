"""Library pipelines: the stages of the method, tuned to model and deal value."""

import pytest

from jalon.process import LibraryError, load_pipeline, load_stage, pipeline_keys

EXPECTED = {
    "inb.sales": ("inbound", "sales", "DISCOVER", "QUALIFY DISCOVER PRESENT PROVE REASSURE DECIDE ONBOARD"),
    "inb.leads": ("inbound", "prospecting", None, "QUALIFY ENGAGE BOOK ACCEPT"),
    "out.prospecting": ("outbound", "prospecting", None, "PROSPECT CONTACT ENGAGE BOOK ACCEPT"),
    "out.sales": ("outbound", "sales", "DISCOVER", "PROSPECT CONTACT QUALIFY DISCOVER PRESENT PROVE REASSURE DECIDE"),
    "rel.sales": (
        "relationship",
        "sales",
        "PRESENT",
        "QUALIFY DISCOVER PRESENT REASSURE DECIDE ONBOARD CHECKIN UPSELL",
    ),
    "rel.retention": ("relationship", "retention", "RENEW", "ONBOARD ADOPT CHECKIN REVIEW RENEW UPSELL"),
    "team.sales": ("team", "sales", "RESEARCH", "QUALIFY RESEARCH DISCOVER PRESENT PROVE REASSURE DECIDE ONBOARD"),
    "abs.sales": ("abs", "sales", "PRES1", "IDACC STAKE STRAT CONT1 PRES1 EXPAND PROVE REASSURE DECIDE"),
    "trx.sales": ("transactional", "sales", "CHOOSE", "CAPTURE CHOOSE CHECKOUT FULFIL REPEAT"),
    "chn.partner": ("channel", "partner", None, "P_IDENT P_QUAL P_AGREE P_ENABLE P_FIRST P_GROW"),
    "chn.deals": ("channel", "sales", "C_VALID", "C_REG C_VALID C_PLAN C_PROVE C_ORDER C_DELIVER"),
    "simple.sales": ("any", "sales", "PRESENT", "QUALIFY PRESENT REASSURE DECIDE"),
    "saas.sales": ("any", "sales", "DISCOVER", "QUALIFY DISCOVER PROVE REASSURE DECIDE ONBOARD"),
    "tender.sales": ("any", "sales", "T_BID", "T_WATCH T_GONOGO T_BID T_DEFEND T_AWARD"),
    "add.sales": ("any", "sales", "PRESENT", "QUALIFY PRESENT REASSURE DECIDE"),
}
WON = {
    "trx.sales": ("CHECKOUT",),
    "chn.deals": ("C_ORDER",),
    "tender.sales": ("T_AWARD",),
    "rel.retention": ("RENEW", "UPSELL"),
}


def test_ships_every_pipeline_of_the_method():
    assert set(pipeline_keys()) == set(EXPECTED)


@pytest.mark.parametrize("key", EXPECTED)
def test_has_the_stages_and_the_line_of_the_method(key):
    pipeline = load_pipeline(key)

    assert (pipeline.model, pipeline.kind, pipeline.opportunity_line, " ".join(pipeline.stage_keys())) == EXPECTED[key]


@pytest.mark.parametrize("key", [key for key, row in EXPECTED.items() if row[1] in ("sales", "retention")])
def test_is_won_where_the_method_says(key):
    assert load_pipeline(key).won_at == WON.get(key, ("DECIDE",))


def test_keeps_recovery_aside_and_counts_renewals_from_the_notice_date():
    retention = load_pipeline("rel.retention")

    assert [stage.key for stage in retention.aside] == ["RECOVER"]
    assert retention.clock == "notice_date"


def test_goes_round_from_upsell_to_check_in():
    cycle = load_pipeline("rel.sales").cyclic

    assert cycle is not None
    assert (cycle.from_, cycle.to) == ("UPSELL", "CHECKIN")


def test_calls_the_proof_of_software_a_demonstration():
    proof = load_pipeline("saas.sales").stage("PROVE")

    assert (proof.label.en, proof.label.fr) == ("Demonstration", "Démonstration")


def test_qualifies_inbound_leads_before_any_meeting():
    assert "meet" not in [criterion.type for criterion in load_pipeline("inb.leads").criteria("QUALIFY")]
    assert "meet" in [criterion.type for criterion in load_pipeline("inb.sales").criteria("QUALIFY")]


@pytest.mark.parametrize(
    ("key", "stage", "p50", "p90"),
    [
        ("inb.sales", "DISCOVER", 8 * 0.8, 25 * 0.8),
        ("out.sales", "PRESENT", 10, 30),
        ("out.sales", "DISCOVER", 8 * 1.2, 25),
        ("rel.sales", "DISCOVER", 8 * 0.7, 25 * 0.7),
        ("add.sales", "PRESENT", 10 * 0.7, 30 * 0.7),
        ("team.sales", "PROVE", 25 * 1.2, 60 * 1.2),
        ("abs.sales", "DECIDE", 14 * 1.5, 45 * 1.5),
        ("abs.sales", "STAKE", 7, 20),
        ("rel.retention", "RENEW", 60, 110),
        ("simple.sales", "DECIDE", 14, 45),
    ],
)
def test_stretches_durations_by_model(key, stage, p50, p90):
    duration = load_pipeline(key).stage(stage).duration_days

    assert duration is not None
    assert (duration.p50, duration.p90) == pytest.approx((p50, p90))


@pytest.mark.parametrize(
    ("deal_value", "factor"),
    [(None, 1), (4999, 0.4), (5000, 0.7), (24999, 0.7), (25000, 1), (100000, 1), (100001, 1.8)],
)
def test_stretches_durations_by_deal_value(deal_value, factor):
    duration = load_pipeline("out.sales", deal_value=deal_value).stage("DECIDE").duration_days

    assert duration is not None
    assert (duration.p50, duration.p90) == pytest.approx((14 * factor, 45 * factor))


@pytest.mark.parametrize(
    ("key", "stage", "low", "high"),
    [
        ("inb.sales", "QUALIFY", 0.35, 0.60),
        ("out.sales", "QUALIFY", 0.25, 0.45),
        ("rel.sales", "DISCOVER", 0.75, 0.85),
        ("rel.sales", "PRESENT", 0.75, 0.90),
        ("add.sales", "REASSURE", 0.75, 0.85),
        ("rel.sales", "DECIDE", 0.75, 0.85),
    ],
)
def test_takes_the_conversions_of_the_model(key, stage, low, high):
    conversion = load_pipeline(key).stage(stage).conversion

    assert conversion is not None
    assert (conversion.low, conversion.high) == (low, high)


def evidence(key, stage, deal_value=None):
    return {(one.type, one.arg) for one in load_pipeline(key, deal_value=deal_value).criteria(stage)}


def test_lets_an_outbound_prospect_admit_the_problem():
    assert ("confirm", "problem") in evidence("out.sales", "QUALIFY")
    assert ("confirm", "problem") not in evidence("inb.sales", "QUALIFY")


def test_replaces_the_inbound_pilot_by_a_trial_below_25000():
    assert ("use", "trial_target") in evidence("inb.sales", "PROVE", 24000)
    assert "crit" not in {type_ for type_, _ in evidence("inb.sales", "PROVE", 24000)}
    assert "crit" in {type_ for type_, _ in evidence("inb.sales", "PROVE", 25000)}


def test_asks_existing_customers_for_price_history_and_not_for_references():
    asked = evidence("rel.sales", "REASSURE")

    assert ("internal", "price_history") in asked
    assert "ref" not in {type_ for type_, _ in asked}


def test_names_a_call_leader_where_a_team_presents():
    assert ("internal", "call_leader") in evidence("team.sales", "PRESENT") & evidence("team.sales", "PROVE")


def test_waits_for_the_three_parts_of_team_research():
    assert ("internal", "three_parts") in evidence("team.sales", "RESEARCH")


def test_says_on_every_partner_deal_that_evidence_names_the_end_customer():
    hows = [stage.five_w_two_h.how for stage in load_pipeline("chn.deals").stages]

    assert all("names a person at the end customer" in how.en for how in hows if how)


def test_leaves_the_shared_stage_itself_as_it_is():
    load_pipeline("inb.sales", deal_value=1000)

    duration = load_stage("DISCOVER").duration_days
    assert duration is not None
    assert (duration.p50, duration.p90) == (8, 25)


def test_refuses_an_unknown_pipeline():
    with pytest.raises(LibraryError, match="The file does not exist"):
        load_pipeline("none.sales")
