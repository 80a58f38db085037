"""Changes outside the stages."""

import pytest

from jalon.process import diff, load_pipeline
from jalon.process.definitions import Target

from ..builders import pipeline, text


@pytest.mark.parametrize("key", ["team.sales", "rel.retention"])
def test_finds_nothing_between_a_definition_and_itself(key):
    assert diff(load_pipeline(key), load_pipeline(key)) == []


@pytest.mark.parametrize(
    ("changes", "kind", "touches", "words"),
    [
        ({"opportunity_line": "C"}, "opportunity_line_moved", True, "The opportunity line moved from B to C."),
        ({"opportunity_line": None}, "opportunity_line_moved", True, "The opportunity line moved from B to none."),
        ({"won_at": ("E",)}, "won_event_moved", True, "The sale is won at E instead of F."),
        (
            {"headline_kpi": Target(kpi="K27", value=0.3, text=text("thirty"))},
            "headline_kpi_changed",
            False,
            "The headline target is now: thirty in English.",
        ),
        (
            {"circle_roles": ("champion", "signatory")},
            "circle_changed",
            True,
            "The required roles of the buying circle are now: champion, signatory.",
        ),
        ({"label": text("other")}, "pipeline_changed", False, "Changed: the name."),
        ({"entry": "B"}, "pipeline_changed", False, "Changed: the first stage of new records."),
        ({"context": {"country": "FR"}}, "pipeline_changed", False, "Changed: the context."),
    ],
)
def test_types_each_change_and_says_whether_running_deals_are_touched(changes, kind, touches, words):
    (change,) = diff(pipeline(), pipeline(**changes))

    assert (change.kind, change.touches_running_deals, change.words.en) == (kind, touches, words)
    assert change.words.fr != change.words.en


def test_ignores_the_number_of_the_version():
    assert diff(pipeline(), pipeline(version=2)) == []
