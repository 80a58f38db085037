"""The tables of adherence, spoken: the same for the terminal and for the page."""

from collections.abc import Callable
from typing import Any

import polars as pl

from jalon.analytics.adherence import Adhered
from jalon.analytics.adherence.adhered import RULE
from jalon.analytics.report.adherence_words import say_deviation, step_name
from jalon.analytics.report.captions import caption
from jalon.analytics.report.interval_chart import points
from jalon.analytics.report.mining_tables import Table
from jalon.analytics.report.spoken import NONE, number, share
from jalon.process.definitions.text import Lang

EFFECT = "win_with win_without difference verdict"


def adherence_tables(adhered: Adhered, lang: Lang, top: int) -> list[Table]:
    """The first `top` deviations, the rules, and how far the process is kept by step reached and by segment."""
    return [_deviations(adhered, lang, top), _rules(adhered, lang), _heights(adhered, lang), _segments(adhered, lang)]


def _deviations(adhered: Adhered, lang: Lang, top: int) -> Table:
    found = adhered.effects.filter(pl.col("kind") != RULE)
    rows = [
        [
            say_deviation(one, adhered.reading.pipeline, lang),
            number(one["cases"], lang),
            share(one["share"], lang),
            *_effect(one, lang),
        ]
        for one in found.head(top).to_dicts()
    ]
    if not rows:
        return Table(title=caption("no_deviations", lang), heads=[], rows=[])
    title = caption("deviations_finding", lang).format(deviation=rows[0][0], share=rows[0][2])
    more = f" ({top} {caption('of', lang)} {number(found.height, lang)})" if found.height > top else ""
    return _table(title + more, f"deviation cases of_those_who_could {EFFECT}", rows, lang)


def _rules(adhered: Adhered, lang: Lang) -> Table:
    effects = {one["step"]: one for one in adhered.effects.filter(pl.col("kind") == RULE).to_dicts()}
    rows = [
        [
            one["rule"],
            number(one["cases"], lang),
            _with_interval(one["share"], one["low"], one["high"], share, lang),
            *_effect(effects.get(one["rule"], NOTHING), lang),
        ]
        for one in adhered.rules.to_dicts()
    ]
    heads = "rule_head judged kept win_broken win_kept difference verdict"
    return _table(caption("rules", lang), heads, rows, lang)


NOTHING = {
    **dict.fromkeys(("won_with", "decided_with", "won_without", "decided_without"), 0),
    **dict.fromkeys(("difference", "low", "high")),
    "verdict": "too_few",
}


def _effect(one: dict[str, Any], lang: Lang) -> list[str]:
    """Win rates with and without, their difference with its interval, and how it reads."""
    return [
        _rate(one["won_with"], one["decided_with"], lang),
        _rate(one["won_without"], one["decided_without"], lang),
        _with_interval(one["difference"], one["low"], one["high"], points, lang),
        caption(one["verdict"], lang),
    ]


def _rate(won: int, decided: int, lang: Lang) -> str:
    return f"{share(won / decided, lang)} ({caption('of', lang)} {number(decided, lang)})" if decided else NONE


def _with_interval(
    value: float | None, low: float | None, high: float | None, say: Callable[[float, Lang], str], lang: Lang
) -> str:
    if value is None or low is None or high is None:
        return NONE
    return f"{say(value, lang)} ({say(low, lang)} … {say(high, lang)})"


def _heights(adhered: Adhered, lang: Lang) -> Table:
    steps = [step_name(step, adhered.reading.pipeline, lang) for step in adhered.reading.ladder.steps]
    names = [caption("nowhere", lang), *steps]
    fit = (pl.col("fitness") == 1).mean()
    counted = adhered.cases.group_by("height").agg(cases=pl.len(), fitness=pl.col("fitness").mean(), share_fit=fit)
    rows = [[names[one["height"]], *_fitness(one, lang)] for one in counted.sort("height").to_dicts()]
    return _table(caption("by_height", lang), "reached cases fitness share_fit", rows, lang)


def _segments(adhered: Adhered, lang: Lang) -> Table:
    other = caption("others", lang)
    rows = [[one["segment"] or other, *_fitness(one, lang)] for one in adhered.segments.to_dicts()]
    return _table(caption("by_segment", lang), "segment cases fitness share_fit", rows, lang)


def _fitness(one: dict[str, Any], lang: Lang) -> list[str]:
    return [number(one["cases"], lang), share(one["fitness"], lang), share(one["share_fit"], lang)]


def _table(title: str, heads: str, rows: list[list[str]], lang: Lang) -> Table:
    return Table(title=title, heads=[caption(key, lang) for key in heads.split()], rows=rows)
