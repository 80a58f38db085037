"""Adherence in words: the whole, its caveats, and each deviation by the names of its stage and evidence."""

from typing import Any

from jalon.analytics.adherence import Adhered
from jalon.analytics.adherence.ladder import WON
from jalon.analytics.report.captions import caption
from jalon.analytics.report.spoken import FEW, number, share
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.text import Lang


def opening(adhered: Adhered, lang: Lang) -> str:
    """The whole in one sentence."""
    return caption("adherence_whole", lang).format(
        cases=number(adhered.cases.height, lang),
        process=adhered.reading.pipeline.name(lang),
        fitness=share(adhered.fitness, lang),
        fit=share(adhered.share_fit, lang),
    )


def remarks(adhered: Adhered, lang: Lang) -> list[str]:
    """What to read the tables with."""
    notes = [] if adhered.reading.has_proofs else ["no_evidence"]
    notes += ["effects_note"] if adhered.cases["outcome"].is_not_null().any() else ["no_outcomes"]
    return [caption(note, lang) for note in (*notes, *(["few"] if adhered.cases.height < FEW else []))]


def say_deviation(one: dict[str, Any], pipeline: PipelineDefinition, lang: Lang) -> str:
    """A deviation in words, such as `skipped: Discovery`."""
    kind, step, what = one["kind"], one["step"], one["what"]
    if kind in ("extra", "rule"):
        return caption(kind, lang).format(step=step)
    if kind == "wrong_order":
        return caption(what, lang).format(step=step_name(step, pipeline, lang))
    criteria = pipeline.criteria(step) if what else ()
    label = next((criterion.label.say(lang) for criterion in criteria if criterion.key == what), what)
    key = "late_evidence" if kind == "late" and what else kind
    return caption(key, lang).format(step=step_name(step, pipeline, lang), what=label)


def step_name(step: str, pipeline: PipelineDefinition, lang: Lang) -> str:
    """A step by the name of its stage."""
    return caption("won_step", lang) if step == WON else pipeline.stage_name(step, lang, "noun")
