"""JP015: the rates of a sale, multiplied, give a plausible win rate."""

import pytest

from jalon.process.definitions import Conversion

from ..builders import pipeline, stage
from .found import found


def sale(rate, **changes):
    """Give a sale with four stages from the line to the order, each advancing at `rate`."""
    rates = Conversion(low=rate, high=rate)
    return pipeline(stages=tuple(stage(key, conversion=rates) for key in "BCEF"), **changes)


@pytest.mark.parametrize(("rate", "objects"), [(0.5, True), (0.65, False), (0.9, True)])
def test_advises_on_a_product_outside_12_to_29_percent(rate, objects):
    assert len(found("JP015", sale(rate))) == objects


def test_says_what_the_rates_give():
    (finding,) = found("JP015", sale(0.9))

    assert finding.message.en == "The rates multiply to a win rate of 66% to 66%, usual is 12% to 29%."
    assert finding.severity == "advice"


def test_expects_more_of_existing_customers():
    assert len(found("JP015", sale(0.65, model="relationship"))) == 1
    assert found("JP015", sale(0.8, model="relationship")) == []


def test_does_not_judge_self_service_nor_missing_rates():
    assert found("JP015", sale(0.9, model="transactional")) == []
    assert found("JP015", pipeline()) == []
