"""JP003: two neighbours with the same phase and the same evidence are one stage."""

from ..builders import criterion, pipeline, stage, with_stage
from .found import found

SAME = (criterion("one"),)


def test_warns_of_neighbours_that_nothing_tells_apart():
    twins = pipeline(
        stages=(
            stage("A", buyer_phase=("use",), exit=SAME),
            stage("B", buyer_phase=("use",), exit=(criterion("other_key"),)),
            *pipeline().stages[2:],
        )
    )

    (finding,) = found("JP003", twins)

    assert (finding.stage, finding.severity) == ("B", "warning")


def test_accepts_neighbours_in_different_phases():
    assert found("JP003", pipeline()) == []


def test_accepts_neighbours_of_one_phase_with_different_evidence():
    assert found("JP003", with_stage("B", buyer_phase=("awareness",))) == []
