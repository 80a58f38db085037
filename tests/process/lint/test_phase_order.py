"""JP020: stages follow the buyer, phase after phase."""

import pytest

from ..builders import pipeline, stage
from .found import found


@pytest.mark.parametrize(
    ("first", "second", "objects"),
    [
        (("evaluation",), ("definition",), True),
        (("use",), ("decision",), True),
        (("awareness", "definition"), ("awareness",), False),
        (("proof",), ("proof",), False),
        (("renewal",), ("use",), False),
    ],
)
def test_warns_of_a_stage_in_an_earlier_phase_than_the_one_before(first, second, objects):
    row = pipeline(stages=(stage("A", buyer_phase=first), stage("B", buyer_phase=second)))

    assert [finding.stage for finding in found("JP020", row)] == (["B"] if objects else [])
