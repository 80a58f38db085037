"""JP012: evidence codes are those of the library, with their detail where one is needed."""

from ..builders import criterion, with_stage
from .found import found


def test_refuses_an_unknown_code():
    (finding,) = found("JP012", with_stage("A", exit=(criterion(type="vibes"),)))

    assert (finding.severity, finding.place) == ("error", ("stages", 0, "exit", 0, "type"))


def test_warns_of_a_meeting_with_nobody_in_particular():
    (finding,) = found("JP012", with_stage("A", exit=(criterion("met", type="meet", arg=None),)))

    assert finding.severity == "warning"
    assert finding.message.en == "The criterion met does not say which meet."


def test_accepts_a_price_without_detail():
    assert found("JP012", with_stage("A", exit=(criterion(type="price", arg=None),))) == []
