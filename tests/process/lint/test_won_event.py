"""JP008: a sale says at which stage it is won."""

import pytest

from ..builders import pipeline
from .found import found


@pytest.mark.parametrize(
    ("won_at", "message"),
    [((), "Nothing says when the sale is won."), (("Z",), "It is won at Z, which is not a stage.")],
)
def test_refuses_a_sale_that_is_never_won(won_at, message):
    assert [finding.message.en for finding in found("JP008", pipeline(won_at=won_at))] == [message]


def test_asks_no_event_of_a_partner_pipeline():
    assert found("JP008", pipeline(won_at=(), kind="partner")) == []
