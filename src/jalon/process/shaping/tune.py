"""Tunes a pipeline to a sales model and to the average deal value: overrides first, then durations."""

from collections.abc import Iterable

from jalon.process.definitions.change import Factors, Override
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.library import load_stage, overrides
from jalon.process.shaping.change_stage import change_stage, scale
from jalon.process.shaping.pipeline_surgery import change


def tune(
    pipeline: PipelineDefinition,
    *,
    models: Iterable[str],
    pace: str,
    deal_value: float | None = None,
    proof: str | None = None,
) -> PipelineDefinition:
    """Apply the overrides of `models` in order, then the durations of the model `pace`.

    `proof` is what buyers want to see, where it was asked.
    """
    for model in models:
        for override in overrides_of(model, deal_value, proof):
            pipeline = change(pipeline, override.stages or pipeline.stage_keys(), override.change)
    return _at_pace(pipeline, pace, deal_value)


def overrides_of(model: str, deal_value: float | None, proof: str | None = None) -> list[Override]:
    """Give the overrides of a model that hold for this deal value and this proof."""
    return [
        override
        for override in overrides().overrides
        if override.model == model
        and proof not in override.unless_proof
        and _is_below(override.deal_value_below, deal_value)
    ]


def tuned_stage(key: str, *, models: Iterable[str], pace: str, deal_value: float | None) -> StageDefinition:
    """Give a library stage as `models` change it, with the durations of the model `pace`."""
    stage = load_stage(key)
    for model in models:
        for override in overrides_of(model, deal_value):
            if key in override.stages:
                stage = change_stage(stage, override.change)
    return _stage_at_pace(stage, pace, deal_value)


def _at_pace(pipeline: PipelineDefinition, pace: str, deal_value: float | None) -> PipelineDefinition:
    """Scale durations: model and value in a sale, model alone in prospecting, neither elsewhere."""
    if pipeline.kind not in ("sales", "prospecting"):
        return pipeline
    value = deal_value if pipeline.kind == "sales" else None
    stages = tuple(_stage_at_pace(stage, pace, value) for stage in pipeline.stages)
    return pipeline.model_copy(update={"stages": stages})


def _is_below(ceiling: float | None, deal_value: float | None) -> bool:
    return ceiling is None or (deal_value is not None and deal_value < ceiling)


def _stage_at_pace(stage: StageDefinition, pace: str, deal_value: float | None) -> StageDefinition:
    factors = overrides().multipliers
    slower = {str(model): factor for model, factor in factors.model.items()}.get(pace, 1.0)
    if pace in factors.core_only and stage.group != "core":
        slower = 1.0
    factor = slower * factors.for_value(deal_value)
    scaled = scale(stage.duration_days, Factors(p50=factor, p90=factor))
    return stage.model_copy(update={"duration_days": scaled})
