"""JP022: a required criterion is something the buyer does."""

import pytest

from ..builders import criterion, with_stage
from .found import found


@pytest.mark.parametrize(
    ("changes", "objects"),
    [
        ({"policy": "required", "by": "seller"}, True),
        ({"policy": "required", "by": "buyer"}, False),
        ({"policy": "advised", "by": "seller"}, False),
        ({"policy": "required", "by": "seller", "arg": "decision"}, False),
    ],
)
def test_warns_of_a_gate_that_the_seller_opens_alone(changes, objects):
    assert (
        len(found("JP022", with_stage("B", exit=(criterion(), criterion("tick", **({"arg": "x"} | changes))))))
        == objects
    )
