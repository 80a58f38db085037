"""JP021: two stages of a pipeline never bear the same name."""

from jalon.process import Text

from ..builders import pipeline, with_stage
from .found import found


def test_warns_of_a_name_that_two_stages_share_in_one_language():
    (finding,) = found("JP021", with_stage("B", label=Text(en="Other", fr="A EN français")))

    assert finding.message.en == "A and B are both called “A EN français”."
    assert finding.place == ("stages", 1, "label", "fr")


def test_looks_at_nouns_too():
    (finding,) = found("JP021", with_stage("B", noun=Text(en="noun A in English", fr="autre")))

    assert finding.place == ("stages", 1, "noun", "en")


def test_accepts_distinct_names():
    assert found("JP021", pipeline()) == []
