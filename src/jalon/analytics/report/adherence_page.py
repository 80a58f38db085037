"""The report of `jalon adherence`: how far the process is kept, what deviates, and what that goes with."""

from html import escape
from typing import Any

from jalon.analytics.adherence import Adhered
from jalon.analytics.report.adherence_tables import adherence_tables
from jalon.analytics.report.adherence_words import opening, remarks, say_deviation
from jalon.analytics.report.captions import caption
from jalon.analytics.report.interval_chart import Bar, interval_chart, points
from jalon.analytics.report.page import figures, page, paragraph, rows_table, section
from jalon.analytics.report.spoken import number, share
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.text import Lang

TOP = 60
DRAWN = 20


def adherence_page(adhered: Adhered, *, name: str, lang: Lang) -> str:
    """Give one self-contained HTML page; below minimum samples it says so."""
    whole = figures(
        [
            (caption("cases", lang), number(adhered.cases.height, lang)),
            (caption("fitness", lang), share(adhered.fitness, lang)),
            (caption("share_fit", lang), share(adhered.share_fit, lang)),
        ]
    )
    sections = [paragraph(opening(adhered, lang)), whole]
    sections += [paragraph(remark) for remark in remarks(adhered, lang)]
    sections.append(_chart(adhered, lang))
    tables = [one for one in adherence_tables(adhered, lang, TOP) if one.rows]
    sections += [section(one.title, rows_table(one.heads, one.rows)) for one in tables]
    return page(f"{caption('adherence', lang)} · {name}", sections, lang=lang)


def _chart(adhered: Adhered, lang: Lang) -> str:
    """The differences that can be read, the commonest deviation first."""
    readable = adhered.effects.filter(~adhered.effects["verdict"].is_in(["too_few", "not_compared"]))
    if not readable.height:
        return ""
    shown, pipeline = readable.head(DRAWN).to_dicts(), adhered.reading.pipeline
    bars = [
        Bar(
            name=say_deviation(one, pipeline, lang),
            value=one["difference"],
            low=one["low"],
            high=one["high"],
            tone=one["verdict"],
            n=one["decided_with"],
        )
        for one in shown
    ]
    title = _finding(readable.to_dicts(), pipeline, lang)
    caption_ = f"<figcaption>{escape(caption('effects_caption', lang))}</figcaption>"
    return section(title, f"<figure>{interval_chart(bars, title=title, lang=lang)}{caption_}</figure>")


def _finding(readable: list[dict[str, Any]], pipeline: PipelineDefinition, lang: Lang) -> str:
    """What the chart says: the deviation that helps most, or else the one that harms most, or none."""
    helps = [one for one in readable if one["verdict"] == "helps"]
    harms = [one for one in readable if one["verdict"] == "harms"]
    if not helps and not harms:
        return caption("nothing_found", lang)
    one = max(helps or harms, key=lambda one: abs(one["difference"]))
    said = say_deviation(one, pipeline, lang)
    key = "helps_finding" if helps else "harms_finding"
    return caption(key, lang).format(deviation=said, points=points(one["difference"], lang))
