"""The report of `jalon mine`: what happened, each part titled by its finding."""

from collections.abc import Sequence

from jalon.analytics.mining.mined import Mined
from jalon.analytics.report.captions import caption
from jalon.analytics.report.mining_tables import Table, remarks, tables
from jalon.analytics.report.page import figures, page, paragraph, rows_table, section
from jalon.analytics.report.process_map import process_map
from jalon.analytics.report.spoken import duration, number
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Lang

TOP = 30


def mining_page(mined: Mined, *, problems: Sequence[Problem], name: str, lang: Lang) -> str:
    """Give one self-contained HTML page; below 30 cases it says so."""
    sections = [_whole(mined, lang), *(paragraph(remark) for remark in remarks(mined, problems, lang))]
    sections.append(section(_map_title(mined, lang), f"<figure>{_drawn(mined, lang)}</figure>"))
    sections += [_section(one) for one in tables(mined, lang, TOP) if one.rows]
    return page(f"{caption('report', lang)} · {name}", sections, lang=lang)


def _whole(mined: Mined, lang: Lang) -> str:
    whole = mined.summary
    counts = {"cases": whole.cases, "events": whole.events, "activities": whole.activities}
    pairs = [(caption(key, lang), number(count, lang)) for key, count in counts.items()]
    pairs.append((caption("variants", lang), number(mined.variants.height, lang)))
    return figures([*pairs, (caption("duration", lang), duration(whole.median_duration_s, lang))])


def _map_title(mined: Mined, lang: Lang) -> str:
    onward = mined.map.filter(mined.map["from"] != mined.map["to"])
    if not onward.height:
        return caption("map", lang)
    start, end, count, _ = onward.row(0)
    return caption("map_finding", lang).format(start=start, end=end, count=number(count, lang))


def _drawn(mined: Mined, lang: Lang) -> str:
    events = dict(mined.rework.select("activity", "events").iter_rows())
    return process_map(mined.map.rows(), events=events, lang=lang)


def _section(one: Table) -> str:
    return section(one.title, rows_table(one.heads, one.rows))
