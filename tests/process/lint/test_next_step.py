"""JP023: a sale asks for a dated next step somewhere."""

import pytest

from ..builders import criterion, pipeline, stage
from .found import found


def without_next(**changes):
    only = tuple(stage(one.key, buyer_phase=one.buyer_phase, exit=(criterion(),)) for one in pipeline().stages)
    return pipeline(stages=only, **changes)


def test_warns_of_a_sale_without_a_next_step():
    assert len(found("JP023", without_next())) == 1


@pytest.mark.parametrize("evidence", ["next", "plan"])
def test_accepts_a_next_step_or_a_plan(evidence):
    one = stage("A", exit=(criterion("agreed", type=evidence, arg=None),))

    assert found("JP023", pipeline(stages=(one, *without_next().stages[1:]))) == []


@pytest.mark.parametrize("changes", [{"model": "transactional"}, {"model": "channel"}, {"kind": "retention"}])
def test_leaves_sales_alone_whose_dates_are_set_otherwise(changes):
    assert found("JP023", without_next(**changes)) == []


def test_leaves_tenders_alone():
    tender = stage("T", group="tender", exit=(criterion(),))

    assert found("JP023", pipeline(stages=(tender, *without_next().stages[1:]))) == []
