"""JP009: keys are unique, for stages in a pipeline and for what is listed in a stage."""

from ..builders import criterion, pipeline, stage, with_stage
from .found import found


def test_refuses_two_stages_of_one_key():
    (finding,) = found("JP009", pipeline(stages=(*pipeline().stages, stage("A"))))

    assert finding.place == ("stages", 6, "key")


def test_refuses_a_stage_aside_with_the_key_of_an_ordered_one():
    assert len(found("JP009", pipeline(aside=(stage("A"),)))) == 1


def test_refuses_two_criteria_of_one_key():
    (finding,) = found("JP009", with_stage("B", exit=(criterion("same"), criterion("same", arg="other"))))

    assert (finding.stage, finding.place) == ("B", ("stages", 1, "exit", 1, "key"))


def test_accepts_the_same_criterion_key_in_two_stages():
    assert found("JP009", pipeline()) == []
