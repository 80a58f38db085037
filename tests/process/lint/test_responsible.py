"""JP017: every stage has someone responsible."""

from jalon.process.definitions import FiveWTwoH, Who

from ..builders import pipeline, with_stage
from .found import found


def test_warns_of_a_stage_that_nobody_carries():
    assert [one.stage for one in found("JP017", with_stage("B", five_w_two_h=FiveWTwoH(who=Who(support=("se",)))))] == [
        "B"
    ]


def test_accepts_one_responsible():
    assert found("JP017", pipeline()) == []
