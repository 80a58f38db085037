"""JP004: a stage ends on something the buyer did, not only on what the seller did."""

from ..builders import criterion, with_stage
from .found import found


def internal(**changes):
    return criterion("demo_done", type="internal", by="seller", **({"arg": None} | changes))


def test_warns_of_a_stage_left_on_the_sellers_activity_alone():
    (finding,) = found("JP004", with_stage("C", exit=(internal(),)))

    assert (finding.stage, finding.severity, finding.place) == ("C", "warning", ("stages", 2, "exit"))


def test_accepts_activity_beside_evidence_from_the_buyer():
    assert found("JP004", with_stage("C", exit=(internal(), criterion()))) == []


def test_accepts_it_before_any_contact():
    assert found("JP004", with_stage("A", exit=(internal(),), buyer_phase=("unaware",))) == []


def test_accepts_a_recorded_decision_of_ours():
    assert found("JP004", with_stage("B", exit=(internal(arg="decision"),))) == []
