"""JP011: roles are those of the library."""

from jalon.process.definitions import FiveWTwoH, StarterActivity, Who

from ..builders import pipeline, text, with_stage
from .found import found


def test_refuses_roles_that_nobody_has():
    odd = with_stage(
        "A",
        five_w_two_h=FiveWTwoH(who=Who(responsible="wizard", support=("ae", "elf"))),
        activities=(StarterActivity(key="call", role="dwarf", due_days=1, title=text()),),
    )

    assert [finding.message.en.split()[0] for finding in found("JP011", odd)] == ["dwarf", "wizard", "elf"]


def test_refuses_an_unknown_role_of_the_buying_circle():
    assert len(found("JP011", pipeline(circle_roles=("champion", "king")))) == 1


def test_accepts_the_roles_of_the_library():
    assert found("JP011", pipeline(circle_roles=("champion", "signatory"))) == []
