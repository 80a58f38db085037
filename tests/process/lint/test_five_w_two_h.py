"""JP018: every stage says why, what, when, how and how much."""

from jalon.process.definitions import FiveWTwoH, When, Who

from ..builders import text, with_stage
from .found import found


def test_lists_the_questions_left_open():
    partial = FiveWTwoH(why=text(), what=text(), who=Who(responsible="ae"), when=When(due_days=3))

    (finding,) = found("JP018", with_stage("A", five_w_two_h=partial))

    assert finding.message.en == "“A in English” does not say when, how, how much."
    assert finding.message.fr.endswith("ne dit pas quand, comment, combien.")


def test_does_not_ask_where():
    assert found("JP018", with_stage("A", buyer_belief=None)) == []
