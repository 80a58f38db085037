"""A small process, and its cases, for the tests of adherence."""

from jalon.process import PipelineDefinition

STAGES = ("MEET", "SHOW", "OFFER", "CLOSE", "SERVE")


def process(*, keys=STAGES, won_at=("CLOSE",), proofs=(), p90=None, **more):
    """A process of stages; `proofs` are pairs of a stage and a criterion that it requires."""
    return PipelineDefinition.model_validate(
        {
            "key": "test.sales",
            "model": "any",
            "kind": "sales",
            "label": {"en": "Test sale", "fr": "Vente d’essai"},
            "stages": [_stage(key, proofs, p90) for key in keys],
            "won_at": won_at,
            **more,
        }
    )


def _stage(key, proofs, p90):
    label = {"en": f"{key.title()} them", "fr": f"Étape {key.title()}"}
    exit_ = [
        {"key": name, "type": "doc", "by": "buyer", "policy": "required", "label": {"en": name, "fr": name}}
        for stage, name in proofs
        if stage == key
    ]
    lasts = {"duration_days": {"p50": p90 / 2, "p90": p90}} if p90 else {}
    return {"key": key, "label": label, "buyer_phase": ["decision"], "exit": exit_, **lasts}
