"""JP006: every stage says what lets a record leave it."""

from ..builders import pipeline, with_stage
from .found import found


def test_refuses_a_stage_without_criteria():
    (finding,) = found("JP006", with_stage("D", exit=()))

    assert (finding.stage, finding.severity) == ("D", "error")


def test_accepts_one_criterion():
    assert found("JP006", pipeline()) == []
