"""JP026: the noun set of labels is complete or absent."""

from ..builders import pipeline, stage, with_stage
from .found import found


def test_advises_on_the_one_stage_without_a_noun():
    assert [finding.stage for finding in found("JP026", with_stage("C", noun=None))] == ["C"]


def test_accepts_a_pipeline_without_any_noun():
    assert found("JP026", pipeline(stages=tuple(stage(key, noun=None) for key in "ABCD"))) == []
