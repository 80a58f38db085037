"""JP007: a sale has an opportunity line, on one of its stages and not after the sale."""

import pytest

from ..builders import pipeline
from .found import found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"opportunity_line": None}, "The sales pipeline has no opportunity line."),
        ({"opportunity_line": "Z"}, "The opportunity line is on Z, which is not a stage."),
        ({"opportunity_line": "F", "won_at": ("E",)}, "The opportunity line F comes after the sale is won."),
    ],
)
def test_refuses_a_missing_unknown_or_late_line(changes, message):
    (finding,) = found("JP007", pipeline(**changes))

    assert (finding.message.en, finding.severity) == (message, "error")


def test_accepts_a_line_on_the_stage_of_the_order():
    assert found("JP007", pipeline(opportunity_line="F")) == []


def test_asks_no_line_of_prospecting():
    assert found("JP007", pipeline(opportunity_line=None, kind="prospecting")) == []
