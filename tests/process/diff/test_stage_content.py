"""Changes to what a stage says and measures."""

import pytest

from jalon.process import diff
from jalon.process.definitions import Conversion, Duration, FiveWTwoH, Target, Who

from ..builders import pipeline, stage, text, with_stage


@pytest.mark.parametrize(
    ("changes", "kind", "touches", "words"),
    [
        ({"label": text("New")}, "stage_relabelled", False, "“B in English” is now called “New in English”."),
        ({"noun": text("New")}, "stage_relabelled", False, "“B in English”: its noun changed."),
        (
            {"buyer_phase": ("awareness", "definition")},
            "phase_changed",
            False,
            "“B in English”: buyer phase need definition → awareness, need definition.",
        ),
        (
            {"duration_days": Duration(p50=2.5, p90=12)},
            "duration_changed",
            True,
            "“B in English”: duration 5/12 days → 2.5/12 days.",
        ),
        (
            {"conversion": Conversion(low=0.5, high=0.6)},
            "conversion_changed",
            False,
            "“B in English”: conversion none → 50–60%.",
        ),
        (
            {"target": Target(kpi="K18", value=0.6, text=text("more"))},
            "target_changed",
            False,
            "“B in English”: target “target in English” → “more in English”.",
        ),
        (
            {"forecast_category": "commit"},
            "forecast_category_changed",
            True,
            "“B in English”: forecast category pipeline → commit.",
        ),
        (
            {"outcomes": ("advance", "lost")},
            "outcomes_changed",
            True,
            "“B in English”: outcomes advance, lost, no decision, disqualified, recycled → advance, lost.",
        ),
        ({"kpis": ("K18", "K20")}, "content_changed", False, "“B in English”: changed: the KPIs."),
        ({"playbook": ()}, "content_changed", False, "“B in English”: changed: the playbook."),
        (
            {"buyer_belief": text("belief")},
            "content_changed",
            False,
            "“B in English”: changed: what the buyer must believe.",
        ),
    ],
)
def test_types_each_change(changes, kind, touches, words):
    (change,) = diff(pipeline(), with_stage("B", **changes))

    assert (change.kind, change.stage, change.words.en) == (kind, "B", words)
    assert change.touches_running_deals is touches


def test_tells_a_new_responsible_from_new_words():
    five = stage("B").five_w_two_h
    other = five.model_copy(update={"who": Who(responsible="se")})

    (change,) = diff(with_stage("B", five_w_two_h=five), with_stage("B", five_w_two_h=other))

    assert (change.kind, change.before, change.after) == ("responsible_changed", "ae", "se")


def test_tells_new_words_from_a_new_responsible():
    (change,) = diff(
        with_stage("B", five_w_two_h=FiveWTwoH(who=Who(responsible="ae"))),
        with_stage("B", five_w_two_h=FiveWTwoH(who=Who(responsible="ae"), why=text("why"))),
    )

    assert (change.kind, change.before) == ("content_changed", "five_w_two_h")


def test_compares_stages_aside_too():
    old, new = pipeline(aside=(stage("R"),)), pipeline(aside=(stage("R", kpis=()),))

    assert [change.stage for change in diff(old, new)] == ["R"]
