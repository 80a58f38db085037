"""The two gates that a sample shows shut: the library only advises, a team that runs its process requires."""

from jalon.process import ExitCriterion, PipelineDefinition, StageDefinition


def gated(definition: PipelineDefinition) -> PipelineDefinition:
    """Require the buyer's first word at the opportunity line, and the signature or payment where deals are won."""
    line = definition.opportunity_line or definition.first_stage().key
    return definition.model_copy(
        update={"stages": tuple(_gated(stage, line, definition.won_at) for stage in definition.stages)}
    )


def _gated(stage: StageDefinition, line: str, won_at: tuple[str, ...]) -> StageDefinition:
    if stage.key == line:
        asked = next((one.key for one in stage.exit if one.by == "buyer"), "")
    elif stage.key in won_at:
        asked = next((one.key for one in stage.exit if one.type in ("sign", "pay")), "")
    else:
        return stage
    return stage.model_copy(update={"exit": tuple(_required(one, asked) for one in stage.exit)})


def _required(criterion: ExitCriterion, asked: str) -> ExitCriterion:
    return criterion.model_copy(update={"policy": "required"}) if criterion.key == asked else criterion
