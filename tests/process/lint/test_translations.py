"""JP019: every text exists in both languages."""

from jalon.process import Text

from ..builders import with_stage
from .found import found


def test_refuses_a_sentence_that_is_the_same_in_both_languages():
    same = Text(en="We meet the buyer", fr="We meet the buyer")

    (finding,) = found("JP019", with_stage("A", buyer_belief=same))

    assert finding.message.en == "“We meet the buyer” is in one language only."
    assert finding.place == ("stages", 0, "buyer_belief", "fr")


def test_accepts_a_short_name_that_both_languages_share():
    assert found("JP019", with_stage("A", label=Text(en="Budget", fr="Budget"))) == []
