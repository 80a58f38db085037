"""JP024: a stage asks for few things."""

import pytest

from ..builders import criterion, with_stage
from .found import found


@pytest.mark.parametrize(("count", "objects"), [(8, False), (9, True)])
def test_advises_above_eight_criteria(count, objects):
    many = tuple(criterion(f"c{number}") for number in range(count))

    assert len(found("JP024", with_stage("C", exit=many))) == objects
