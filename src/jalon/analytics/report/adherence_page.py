"""The report of `jalon adherence`: how far the process is kept, what deviates, and what that goes with."""

from jalon.analytics.adherence import Adhered
from jalon.analytics.report.adherence_tables import adherence_tables
from jalon.analytics.report.adherence_words import opening, remarks, say_deviation
from jalon.analytics.report.captions import caption
from jalon.analytics.report.interval_chart import Bar, interval_chart
from jalon.analytics.report.page import figures, page, paragraph, rows_table, section
from jalon.analytics.report.spoken import number, share
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
    shown = adhered.effects.filter(adhered.effects["verdict"] != "too_few").head(DRAWN).to_dicts()
    if not shown:
        return ""
    most = max(one["decided_with"] + one["decided_without"] for one in shown)
    bars = [
        Bar(
            name=say_deviation(one, adhered.reading.pipeline, lang),
            value=one["difference"],
            low=one["low"],
            high=one["high"],
            tone=one["verdict"],
            n=one["decided_with"],
        )
        for one in shown
    ]
    title = caption("effects_finding", lang).format(n=number(most, lang))
    return section(title, f"<figure>{interval_chart(bars, lang=lang)}</figure>")
