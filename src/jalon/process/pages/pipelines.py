"""The page on the pipelines of the library."""

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.library import overrides, pipeline_keys
from jalon.process.pages.markdown import bullets, code, table
from jalon.process.tuned import load_pipeline

OPENING = """\
# Pipelines

The pipelines of the library. Composition starts from the one of the dominant model and changes it step by step, with
the reason for each; `jalon process show KEY` shows one whole. **Bold** is the opportunity line: before it, a record has
no amount and stays out of pipeline value, win rate, cycle and forecast. `[won]` marks the stage whose exit wins it.

"""


def pipelines_page() -> str:
    """Give the page."""
    sections = "\n".join(_pipeline(load_pipeline(key)) for key in pipeline_keys())
    return f"{OPENING}{sections}\n{_multipliers()}\n{_overrides()}"


def _pipeline(pipeline: PipelineDefinition) -> str:
    row = " → ".join(_stage(pipeline, key) for key in pipeline.stage_keys())
    aside = f" Aside: {', '.join(stage.key for stage in pipeline.aside)}." if pipeline.aside else ""
    headline = f" Headline: {pipeline.headline_kpi.text.en.lower()}." if pipeline.headline_kpi else ""
    purpose = pipeline.purpose.en if pipeline.purpose else ""
    return (
        f"## {code(pipeline.key)} {pipeline.label.en} · {pipeline.label.fr}\n\n"
        f"{purpose} ({pipeline.kind}, model {pipeline.model}).{headline}\n\n{row}.{aside}\n"
    )


def _stage(pipeline: PipelineDefinition, key: str) -> str:
    name = f"**{key}**" if key == pipeline.opportunity_line else key
    return f"{name} [won]" if pipeline.wins_on_leaving(key) else name


def _multipliers() -> str:
    factors = overrides().multipliers
    models = [(model, f"× {factor:g}") for model, factor in factors.model.items()]
    bands = [(_band(band.below, band.up_to), f"× {band.factor:g}") for band in factors.deal_value]
    return (
        "## Durations by model and deal value\n\nA sale multiplies its durations by the factor of its model "
        "(account-based: on core stages only) and by that of the average deal value, where it is known.\n\n"
        f"{table(('model', 'factor'), models)}\n{table(('average deal', 'factor'), bands)}"
    )


def _band(below: float | None, up_to: float | None) -> str:
    if below is not None:
        return f"below {below:,.0f}"
    return "above" if up_to is None else f"up to {up_to:,.0f}"


def _overrides() -> str:
    rows = [
        f"**{one.model}** {', '.join(one.stages) or 'all its stages'}: {one.reason.en}" for one in overrides().overrides
    ]
    return f"## What a model changes in shared stages\n\n{bullets(rows)}"
