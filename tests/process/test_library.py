"""The library: complete, bilingual, and with the figures of the method."""

import pytest

from jalon.process import (
    circle_roles,
    evidence,
    kpis,
    load_stage,
    loss_reasons,
    methods,
    models,
    questions,
    roles,
    sources,
    stage_keys,
)
from jalon.process.definitions import StageDefinition
from jalon.process.library import overrides
from jalon.process.library_check import check_file, check_library, stage_flaws
from jalon.process.library_check.typography import typography_errors
from jalon.process.reference import buying_effects

# Median and ninth decile in days, then the range that advances, as the method gives them.
FIGURES = {
    "TARGET": (1, 5, 0.90, 0.90),
    "ENRICH": (2, 7, 0.70, 0.85),
    "PROSPECT": (1, 5, 0.90, 0.90),
    "CONTACT": (12, 25, 0.05, 0.25),
    "ENGAGE": (3, 10, 0.40, 0.60),
    "BOOK": (6, 15, 0.75, 0.85),
    "ACCEPT": (1, 3, 0.85, 0.95),
    "RESEARCH": (5, 12, 0.85, 0.95),
    "IDACC": (5, 20, 0.60, 0.80),
    "STAKE": (7, 20, 0.85, 0.85),
    "STRAT": (7, 20, 0.90, 0.90),
    "CONT1": (25, 60, 0.20, 0.40),
    "PRES1": (15, 40, 0.50, 0.65),
    "EXPAND": (30, 75, 0.55, 0.70),
    "DISCOVER": (8, 25, 0.65, 0.75),
    "PLAN": (4, 12, 0.90, 0.90),
    "PRESENT": (10, 30, 0.60, 0.75),
    "PROVE": (25, 60, 0.70, 0.80),
    "REASSURE": (12, 35, 0.65, 0.80),
    "DECIDE": (14, 45, 0.65, 0.80),
    "ONBOARD": (25, 60, 0.95, 0.95),
    "ADOPT": (75, 150, 0.85, 0.92),
    "CHECKIN": (7, 30, 0.90, 0.90),
    "REVIEW": (10, 40, 0.70, 0.85),
    "RENEW": (60, 110, 0.80, 0.95),
    "UPSELL": (30, 90, 0.30, 0.50),
    "RECOVER": (20, 60, 0.40, 0.60),
    "CAPTURE": (0, 1, 0.01, 0.05),
    "CHOOSE": (0, 3, 0.20, 0.40),
    "CHECKOUT": (0, 2, 0.25, 0.40),
    "FULFIL": (3, 10, 0.97, 0.97),
    "REPEAT": (45, 180, 0.20, 0.40),
    "P_IDENT": (20, 60, 0.40, 0.40),
    "P_QUAL": (15, 45, 0.50, 0.50),
    "P_AGREE": (30, 90, 0.60, 0.60),
    "P_ENABLE": (45, 120, 0.75, 0.75),
    "P_FIRST": (90, 240, 0.50, 0.50),
    "C_REG": (1, 3, 0.80, 0.80),
    "C_VALID": (6, 15, 0.70, 0.70),
    "C_PLAN": (8, 20, 0.80, 0.80),
    "C_PROVE": (25, 60, 0.60, 0.60),
    "C_ORDER": (14, 45, 0.75, 0.75),
    "C_DELIVER": (30, 75, 0.97, 0.97),
    "T_WATCH": (2, 10, 0.80, 0.80),
    "T_GONOGO": (3, 7, 0.30, 0.60),
    "T_BID": (20, 45, 0.40, 0.60),
    "T_DEFEND": (7, 30, 0.40, 0.60),
    "T_AWARD": (20, 60, 0.25, 0.40),
}


def test_passes_its_own_check():
    assert [str(error) for error in check_library()] == []


def test_has_the_fifty_stages_of_the_method():
    assert len(stage_keys()) == 50
    assert set(FIGURES) | {"QUALIFY", "P_GROW"} == set(stage_keys())


@pytest.mark.parametrize("key", FIGURES)
def test_starts_from_the_figures_of_the_method(key):
    stage = load_stage(key)

    assert stage.duration_days is not None
    assert stage.conversion is not None
    assert (
        stage.duration_days.p50,
        stage.duration_days.p90,
        stage.conversion.low,
        stage.conversion.high,
    ) == FIGURES[key]


def test_gives_no_duration_to_growing_a_partner():
    assert load_stage("P_GROW").duration_days is None


@pytest.mark.parametrize("key", stage_keys())
def test_ships_every_criterion_as_advised(key):
    assert {criterion.policy for criterion in load_stage(key).exit} == {"advised"}


def test_has_the_whole_kpi_catalogue():
    assert [kpi.id for kpi in kpis()] == [f"K{number:02d}" for number in range(1, 66)]


def test_names_first_kpis_that_exist_for_every_model():
    known = {kpi.id for kpi in kpis()}

    assert [model.key for model in models()] == [
        "inbound",
        "outbound",
        "relationship",
        "team",
        "abs",
        "transactional",
        "channel",
    ]
    assert all(set(model.first_kpis) <= known for model in models())


def test_asks_four_questions_with_follow_ups_one_closing_and_six_on_buying():
    parts = [question.part for question in questions()]

    assert [parts.count(part) for part in ("model", "follow_up", "closing", "buying")] == [4, 5, 1, 6]


def test_gives_the_midpoints_of_the_method():
    values = {
        question.key: [tuple(option.values.values()) for option in question.options]
        for question in questions()
        if question.part in ("model", "follow_up")
    }

    assert values == {
        "q1": [(0.90, 0.10), (0.70, 0.30), (0.50, 0.50), (0.30, 0.70), (0.10, 0.90)],
        "q1_partners": [(0,), (0.25,), (0.70,)],
        "q1_self_service": [(0,), (0.25,), (0.80,)],
        "q2": [(0.10,), (0.35,), (0.65,), (0.90,)],
        "q2_time": [(0.25,), (0.50,), (0.75,)],
        "q3": [(0.05,), (0.25,), (0.60,), (0.90,)],
        "q4": [(0.05,), (0.20,), (0.65,), (0.90,)],
        "q4_named": [(0.05,), (0.40,), (0.90,)],
        "q4_tailored": [(0.05,), (0.40,), (0.90,)],
    }


def test_codes_the_reasons_for_losing():
    assert [reason.key for reason in loss_reasons()] == [
        "price",
        "no_budget",
        "no_need",
        "bad_fit",
        "missing_feature",
        "timing",
        "lead_time",
        "competitor",
        "in_house",
        "tender_lost",
        "contact_left",
        "no_access",
        "terms",
    ]


def test_gives_every_origin_of_a_lead_its_direction():
    assert {source.direction for source in sources()} == {"inbound", "outbound", "referral", "partner", "unknown"}


def test_points_only_to_evidence_roles_and_options_that_exist():
    codes = {kind.code for kind in evidence()}
    circle = {role.key for role in circle_roles()}
    added = [
        *(one for override in overrides().overrides for one in override.change.add_criteria),
        *(one for effect in buying_effects() for edit in effect.edits for one in edit.change.add_criteria),
    ]

    assert {one.type for one in added} <= codes
    assert {role for effect in buying_effects() for role in effect.circle_roles} <= circle
    for effect in buying_effects():
        options = {
            option.key for question in questions() if question.key == effect.question for option in question.options
        }
        assert effect.option is None or effect.option in options
    ticks = {option.key for question in questions() if question.key == "circle" for option in question.options}
    assert {role.tick for role in circle_roles() if role.tick} == ticks


def test_names_the_roles_that_stages_use():
    assert [role.key for role in roles()] == [
        "sdr",
        "ae",
        "se",
        "am",
        "csm",
        "mkt",
        "mgr",
        "pm",
        "exe",
        "leg",
        "analyst",
        "partner",
        "ops",
        "self",
    ]


def test_gives_methods_as_fields():
    assert {"bant", "champ", "gpct", "meddpicc", "spiced", "spin", "challenger", "sandler"} <= {
        method.key for method in methods()
    }


def test_says_what_a_library_stage_lacks_and_where(tmp_path):
    (tmp_path / "short.yaml").write_text(
        "key: SHORT\ngroup: core\nlabel: {en: Short, fr: Court}\nbuyer_phase: [proof]\n"
        "exit:\n  - {key: a, type: wish, by: buyer, label: {en: A, fr: A}}\n",
        encoding="utf-8",
    )

    errors = [
        str(error).rsplit("/", 1)[1] for error in check_file(tmp_path / "short.yaml", StageDefinition, stage_flaws)
    ]

    assert "short.yaml:1: noun is missing. Write it in both languages." in errors
    assert "short.yaml:6: The criterion a has no help. Say how to obtain it." in errors
    assert any(error.startswith("short.yaml:6: wish is not an evidence code.") for error in errors)
    assert "short.yaml:1: playbook has 0 entries. Write 2 to 5." in errors


def test_names_the_stages_that_a_library_does_not_have(tmp_path):
    assert str(check_library(tmp_path)[0]).endswith("target.yaml:1: The stage TARGET is missing. Write it.")


@pytest.mark.parametrize("loose", ["20%", "20 %"])
def test_finds_a_percent_sign_without_its_no_break_space_in_french(tmp_path, loose):
    (tmp_path / "questions.yaml").write_text(
        f"- key: q\n  label:\n    en: From 20%\n    fr: De 5\N{NO-BREAK SPACE}% à {loose}\n"
    )

    [error] = typography_errors(tmp_path)

    assert error.line == 4
    assert error.what == f"“{loose[1:]}” lacks its no-break space in French."
