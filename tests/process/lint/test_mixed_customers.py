"""JP005: new customers, existing customers and partners each have a pipeline of their own."""

import pytest

from jalon.process import load_stage

from ..builders import pipeline, stage
from .found import found


def row(*keys):
    return pipeline(stages=tuple(load_stage(key) for key in keys))


@pytest.mark.parametrize(
    ("keys", "mixed"),
    [
        (("PROSPECT", "QUALIFY", "DECIDE", "RENEW"), "existing customers and new customers"),
        (("P_IDENT", "QUALIFY", "DECIDE", "RENEW"), "existing customers and partners"),
        (("IDACC", "C_REG", "DECIDE", "ONBOARD"), "new customers and partners"),
    ],
)
def test_warns_of_a_mixture(keys, mixed):
    (finding,) = found("JP005", row(*keys))

    assert finding.message.en == f"The pipeline mixes {mixed}."


def test_accepts_check_in_and_upsell_after_a_first_sale():
    assert found("JP005", row("PROSPECT", "QUALIFY", "DECIDE", "CHECKIN", "UPSELL")) == []


def test_reads_the_phase_of_a_stage_of_the_users_own():
    own = (stage("FIND", buyer_phase=("unaware",)), stage("AGAIN", buyer_phase=("renewal",)))

    assert len(found("JP005", pipeline(stages=(*own, *pipeline().stages)))) == 1
