"""The mix of models in words."""

from dataclasses import replace

from jalon.desk.composed import diagnosis_of
from jalon.desk.mix import Weight, weights
from jalon.desk.sample import preset


def test_leaves_out_what_rounds_to_nothing():
    verdict = replace(diagnosis_of(preset("team")), weights={"team": 0.7, "abs": 0.004, "inbound": 0.296})

    assert weights(verdict, "fr") == [Weight("Vente en équipe", 70), Weight("Vente entrante", 30)]
