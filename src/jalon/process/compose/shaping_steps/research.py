"""Step 3: a team shares what it knows right after qualifying."""

from jalon.process.compose.case import Case
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.text import Text
from jalon.process.reference import composition_reason
from jalon.process.shaping.pipeline_surgery import has, insert_after
from jalon.process.shaping.tune import tuned_stage


def apply(pipeline: PipelineDefinition, case: Case) -> tuple[PipelineDefinition, list[Text]]:
    """Give the pipeline with RESEARCH right after QUALIFY where a team sells, and why.

    Account-based plans absorb it, and pipelines for any model stay short.
    """
    wanted = case.is_strong("team") and case.diagnosis.dominant != "abs" and pipeline.model != "any"
    if not wanted or pipeline.kind != "sales" or not has(pipeline, "QUALIFY") or has(pipeline, "RESEARCH"):
        return pipeline, []
    stage = tuned_stage("RESEARCH", models=["team"], pace=pipeline.model, deal_value=case.deal_value)
    line = "RESEARCH" if pipeline.opportunity_line == "DISCOVER" else pipeline.opportunity_line
    wider = insert_after(pipeline, "QUALIFY", stage).model_copy(update={"opportunity_line": line})
    return wider, [composition_reason("team_research")]
