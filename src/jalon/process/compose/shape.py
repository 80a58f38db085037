"""Shapes one library pipeline for a case: tuned to its models, then steps 1 to 3."""

from jalon.process.compose.case import Case
from jalon.process.compose.composition import Step
from jalon.process.compose.shaping_steps import buying_answers, deal_value, research
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.pipeline_file import load_plain_pipeline
from jalon.process.shaping.tune import tune

_TAKES_TEAM = ("inbound", "outbound", "relationship", "team", "any")
_TAKES_DIRECTION = ("team", "any")


def shape(key: str, case: Case) -> tuple[PipelineDefinition, tuple[Step, ...]]:
    """Give the pipeline as this company would run it, and the steps that changed it."""
    plain, own = load_plain_pipeline(key)
    models = tuning_models(plain, own, case)
    pipeline = tune(plain, models=models, pace=own, deal_value=case.deal_value, proof=case.buying.proof)
    steps: list[Step] = []
    for number, step in enumerate((buying_answers.apply, deal_value.apply, research.apply), start=1):
        pipeline, reasons = step(pipeline, case)
        steps += [Step(number=number, pipeline=key, why=why) for why in reasons]
    return pipeline, tuple(steps)


def tuning_models(pipeline: PipelineDefinition, own: str, case: Case) -> list[str]:
    """Give the models whose overrides apply: direction and team where they fit, then the pipeline's own."""
    models: list[str] = []
    if pipeline.kind == "sales" and own in _TAKES_DIRECTION and case.is_strong(case.direction()):
        models.append(case.direction())
    if pipeline.kind == "sales" and own in _TAKES_TEAM and case.is_strong("team") and own != "team":
        models.append("team")
    return [*models, own]
