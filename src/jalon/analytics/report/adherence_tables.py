"""The tables of adherence, spoken: the same for the terminal and for the page."""

from typing import Any

import polars as pl

from jalon.analytics.adherence import Adhered
from jalon.analytics.adherence.ladder import WON
from jalon.analytics.report.captions import caption
from jalon.analytics.report.interval_chart import points
from jalon.analytics.report.mining_tables import Table
from jalon.analytics.report.spoken import FEW, NONE, number, share
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.text import Lang


def opening(adhered: Adhered, pipeline: PipelineDefinition, lang: Lang) -> str:
    """The whole in one sentence."""
    return caption("adherence_whole", lang).format(
        cases=number(adhered.cases.height, lang),
        process=pipeline.name(lang),
        fitness=share(adhered.fitness, lang),
        fit=share(adhered.share_fit, lang),
    )


def remarks(adhered: Adhered, lang: Lang) -> list[str]:
    """What to read the tables with."""
    notes = [] if adhered.has_proofs else ["no_evidence"]
    notes += ["effects_note"] if adhered.cases["outcome"].is_not_null().any() else ["no_outcomes"]
    return [caption(note, lang) for note in (*notes, *(["few"] if adhered.cases.height < FEW else []))]


def adherence_tables(adhered: Adhered, pipeline: PipelineDefinition, lang: Lang, top: int) -> list[Table]:
    """The deviations, the first `top` of them, and the fitness by the step reached."""
    return [_deviations(adhered, pipeline, lang, top), _heights(adhered, pipeline, lang)]


def say_deviation(one: dict[str, Any], pipeline: PipelineDefinition, lang: Lang) -> str:
    """A deviation in words, such as `skipped: Discovery`."""
    key = "late_evidence" if one["kind"] == "late" and one["what"] else one["kind"]
    step = one["step"] if one["kind"] == "extra" else step_name(one["step"], pipeline, lang)
    what = next((str(c.label.say(lang)) for c in _criteria(one, pipeline) if c.key == one["what"]), one["what"])
    return caption(key, lang).format(step=step, what=what)


def step_name(step: str, pipeline: PipelineDefinition, lang: Lang) -> str:
    """A step by the name of its stage."""
    return caption(WON, lang) if step == WON else pipeline.stage_name(step, lang, "noun")


def _criteria(one: dict[str, Any], pipeline: PipelineDefinition) -> Any:
    return pipeline.criteria(one["step"]) if one["what"] else ()


def _deviations(adhered: Adhered, pipeline: PipelineDefinition, lang: Lang, top: int) -> Table:
    shown = adhered.effects.head(top).to_dicts()
    rows = [_row(one, pipeline, lang) for one in shown]
    heads = "deviation cases of_those_who_could win_with win_without difference interval verdict"
    title = _title(adhered, pipeline, lang)
    if adhered.effects.height > top:
        title = f"{title} ({top} {caption('of', lang)} {number(adhered.effects.height, lang)})"
    return Table(title=title, heads=[caption(key, lang) for key in heads.split()], rows=rows)


def _title(adhered: Adhered, pipeline: PipelineDefinition, lang: Lang) -> str:
    if not adhered.effects.height:
        return caption("no_deviations", lang)
    one = adhered.effects.row(0, named=True)
    said = say_deviation(one, pipeline, lang)
    return caption("deviations_finding", lang).format(deviation=said, share=share(one["share"], lang))


def _row(one: dict[str, Any], pipeline: PipelineDefinition, lang: Lang) -> list[str]:
    interval = NONE if one["low"] is None else f"{points(one['low'], lang)} … {points(one['high'], lang)}"
    return [
        say_deviation(one, pipeline, lang),
        number(one["cases"], lang),
        share(one["share"], lang),
        _rate(one["won_with"], one["decided_with"], lang),
        _rate(one["won_without"], one["decided_without"], lang),
        NONE if one["difference"] is None else points(one["difference"], lang),
        interval,
        caption(one["verdict"], lang),
    ]


def _rate(won: int, decided: int, lang: Lang) -> str:
    if not decided:
        return NONE
    return f"{share(won / decided, lang)} ({caption('of', lang)} {number(decided, lang)})"


def _heights(adhered: Adhered, pipeline: PipelineDefinition, lang: Lang) -> Table:
    counted = adhered.cases.group_by("height").agg(
        pl.len().alias("cases"), pl.col("fitness").mean(), fit=(pl.col("fitness") == 1).mean()
    )
    rows = [
        [
            _height(one["height"], adhered, pipeline, lang),
            number(one["cases"], lang),
            share(one["fitness"], lang),
            share(one["fit"], lang),
        ]
        for one in counted.sort("height").to_dicts()
    ]
    heads = [caption(key, lang) for key in ("reached", "cases", "fitness", "share_fit")]
    return Table(title=caption("by_height", lang), heads=heads, rows=rows)


def _height(height: int, adhered: Adhered, pipeline: PipelineDefinition, lang: Lang) -> str:
    return step_name(adhered.ladder.steps[height - 1], pipeline, lang) if height else caption("nowhere", lang)
