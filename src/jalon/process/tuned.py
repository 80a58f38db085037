"""Gives a library pipeline tuned to the model that it belongs to."""

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.pipeline_file import load_plain_pipeline
from jalon.process.shaping.tune import tune


def load_pipeline(key: str, *, deal_value: float | None = None) -> PipelineDefinition:
    """Give a library pipeline as its own model sells; LibraryError when there is none of this key.

    `deal_value` is the average amount of a deal; it stretches or shortens the durations.
    """
    plain, model = load_plain_pipeline(key)
    return tune(plain, models=[model], pace=model, deal_value=deal_value)
