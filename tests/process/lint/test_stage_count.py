"""JP001: a pipeline has four to ten stages."""

import pytest

from ..builders import pipeline, stage
from .found import found


@pytest.mark.parametrize(("count", "objects"), [(3, True), (4, False), (10, False), (11, True)])
def test_objects_below_four_and_above_ten(count, objects):
    row = pipeline(stages=tuple(stage(f"S{number}") for number in range(count)))

    findings = found("JP001", row)

    assert [finding.message.en for finding in findings] == ([f"The pipeline has {count} stages."] if objects else [])
