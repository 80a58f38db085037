"""JP014: ranges run from low to high."""

from jalon.process.definitions import Conversion, Duration

from ..builders import with_stage
from .found import found


def test_refuses_a_median_above_the_ninth_decile():
    (finding,) = found("JP014", with_stage("A", duration_days=Duration(p50=9, p90=8.5)))

    assert finding.message.en == "“A in English” lasts 9 days at the median and 8.5 at the ninth decile."


def test_refuses_a_low_share_above_the_high_one():
    (finding,) = found("JP014", with_stage("A", conversion=Conversion(low=0.6, high=0.5)))

    assert (finding.severity, finding.place) == ("error", ("stages", 0, "conversion"))


def test_accepts_a_single_figure():
    assert found("JP014", with_stage("A", duration_days=Duration(p50=3, p90=3))) == []
