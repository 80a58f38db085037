"""JP002: the stages of a sale cover the buyer's phases, from the first one to the decision."""

from ..builders import pipeline
from .found import found


def without(*keys):
    return pipeline(stages=tuple(stage for stage in pipeline().stages if stage.key not in keys))


def test_warns_of_a_phase_that_no_stage_watches():
    (finding,) = found("JP002", without("C"))

    assert finding.severity == "warning"
    assert finding.message.en == "No stage covers the buyer's phase “search and evaluation”."
    assert finding.message.fr == (
        "Aucune étape ne couvre la phase d’achat «\N{NO-BREAK SPACE}recherche et évaluation\N{NO-BREAK SPACE}»."
    )


def test_only_advises_on_a_missing_proof():
    assert [finding.severity for finding in found("JP002", without("D"))] == ["advice"]


def test_does_not_ask_for_phases_before_the_first_stage():
    assert found("JP002", without("A")) == []


def test_leaves_other_kinds_of_pipeline_alone():
    assert found("JP002", without("C").model_copy(update={"kind": "retention"})) == []
