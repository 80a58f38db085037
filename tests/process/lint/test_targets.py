"""JP016: one headline figure for the whole and one figure per stage."""

from ..builders import pipeline, with_stage
from .found import found


def test_warns_of_a_pipeline_without_its_headline():
    (finding,) = found("JP016", pipeline(headline_kpi=None))

    assert finding.message.en == "The pipeline has no headline KPI."


def test_warns_of_a_stage_without_target():
    assert [finding.stage for finding in found("JP016", with_stage("E", target=None))] == ["E"]
