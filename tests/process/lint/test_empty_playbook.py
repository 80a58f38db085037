"""JP025: every stage gives the seller something to use."""

from ..builders import with_stage
from .found import found


def test_advises_on_a_stage_without_playbook():
    (finding,) = found("JP025", with_stage("B", playbook=()))

    assert (finding.stage, finding.severity) == ("B", "advice")
