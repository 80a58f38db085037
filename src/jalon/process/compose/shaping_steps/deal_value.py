"""Step 2: small deals need fewer stages, unless buyers asked for proof."""

from jalon.process.compose.case import Case
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.text import Text
from jalon.process.library import overrides
from jalon.process.reference import composition_reason
from jalon.process.shaping.pipeline_surgery import FEWEST, drop, has, merge


def apply(pipeline: PipelineDefinition, case: Case) -> tuple[PipelineDefinition, list[Text]]:
    """Give the pipeline without what a small deal does not need, and why."""
    reasons: list[Text] = []
    if pipeline.kind != "sales" or not case.is_small_deal() or case.asks_for_proof():
        return pipeline, reasons
    if has(pipeline, "PROVE"):
        pipeline, reasons = drop(pipeline, "PROVE"), [composition_reason("small_no_proof")]
    if has(pipeline, "QUALIFY") and has(pipeline, "DISCOVER") and len(pipeline.stages) > FEWEST:
        words = next(words for words in overrides().merges if words.taken == "DISCOVER")
        pipeline = merge(pipeline, taken="DISCOVER", into="QUALIFY", label=words.label, noun=words.noun)
        reasons = [*reasons, composition_reason("small_one_conversation")]
    return pipeline, reasons
