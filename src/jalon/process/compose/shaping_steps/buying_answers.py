"""Step 1: how the ideal customer buys sets stages, criteria and roles of the buying circle."""

from jalon.process.compose.case import Case
from jalon.process.definitions.change import BuyingEdit, BuyingEffect, CriterionMatch, StageChange
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.text import Text
from jalon.process.library import overrides
from jalon.process.reference import buying_effects, circle_roles, composition_reason
from jalon.process.shaping.pipeline_surgery import FEWEST, change, drop, has, merge

NO_REFERENCE = StageChange(drop_criteria=(CriterionMatch(type="ref"),))


def apply(pipeline: PipelineDefinition, case: Case) -> tuple[PipelineDefinition, list[Text]]:
    """Give the pipeline as the answers on buying make it, and why."""
    if pipeline.kind != "sales":
        return _keep_clock(pipeline, case), []
    pipeline, reasons = _stages(pipeline, case)
    pipeline = _circle(pipeline, case)
    for effect in buying_effects():
        if _holds(effect, case):
            edited = _edited(pipeline, effect)
            if (edited.stages, edited.clock) != (pipeline.stages, pipeline.clock):
                reasons = [*reasons, effect.reason]
            pipeline = edited
    return pipeline, reasons


def _stages(pipeline: PipelineDefinition, case: Case) -> tuple[PipelineDefinition, list[Text]]:
    reasons: list[Text] = []
    if case.buying.proof == "none" and has(pipeline, "PROVE"):
        pipeline, reasons = drop(pipeline, "PROVE"), [composition_reason("proof_none")]
    if case.buying.reassure == () and has(pipeline, "REASSURE"):
        if len(pipeline.stages) == FEWEST:
            return pipeline, [*reasons, composition_reason("reassure_too_short")]
        words = next(words for words in overrides().merges if words.taken == "REASSURE")
        pipeline = merge(pipeline, taken="REASSURE", into="DECIDE", label=words.label, noun=words.noun)
        reasons = [*reasons, composition_reason("reassure_none")]
    return pipeline, reasons


def _circle(pipeline: PipelineDefinition, case: Case) -> PipelineDefinition:
    ticked = case.buying.ticked("circle")
    found = tuple(role.key for role in circle_roles() if role.tick in ticked)
    asked = pipeline.model_copy(
        update={
            "circle_roles": tuple(dict.fromkeys((*pipeline.circle_roles, *found))),
            "triggers": case.buying.ticked("trigger"),
        }
    )
    if case.buying.reassure is not None and "references" not in case.buying.reassure:
        asked = change(asked, ["REASSURE"], NO_REFERENCE)
    return asked


def _holds(effect: BuyingEffect, case: Case) -> bool:
    ticked = case.buying.ticked(effect.question)
    if effect.option is not None:
        return effect.option in ticked
    return len(ticked) >= effect.at_least


def _edited(pipeline: PipelineDefinition, effect: BuyingEffect) -> PipelineDefinition:
    for edit in effect.edits:
        pipeline = change(pipeline, _stages_meant(pipeline, edit), edit.change)
    roles = dict.fromkeys((*pipeline.circle_roles, *effect.circle_roles))
    return pipeline.model_copy(update={"circle_roles": tuple(roles), "clock": effect.clock or pipeline.clock})


def _stages_meant(pipeline: PipelineDefinition, edit: BuyingEdit) -> list[str]:
    there = {key for stage in pipeline.stages for key in (stage.key, *stage.merged_from)}
    meant = [key for key in edit.stages if key in there]
    return meant if edit.each else meant[:1]


def _keep_clock(pipeline: PipelineDefinition, case: Case) -> PipelineDefinition:
    if pipeline.kind == "retention" and "automatic_renewal" in case.buying.ticked("sign"):
        return pipeline.model_copy(update={"clock": "notice_date"})
    return pipeline
