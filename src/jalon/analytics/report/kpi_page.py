"""The report of `jalon kpis`."""

from jalon.analytics.kpis import Figure, Sales
from jalon.analytics.report.captions import caption
from jalon.analytics.report.kpi_tables import kpi_tables, waiting_lines
from jalon.analytics.report.page import page, paragraph, rows_table, section
from jalon.process.definitions.text import Lang
from jalon.process.reference import kpis


def kpi_page(figures: list[Figure], lacking: dict[str, tuple[str, ...]], *, sales: Sales, name: str, lang: Lang) -> str:
    """Give one self-contained HTML page: the figures by kind, then the definitions."""
    sections = [section(one.title, rows_table(one.heads, one.rows)) for one in kpi_tables(figures, sales, lang)]
    shown = {one.kpi for one in figures}
    rows = [[kpi.id, kpi.name.say(lang), kpi.definition.say(lang)] for kpi in kpis() if kpi.id in shown]
    heads = ["", caption("kpi", lang), caption("definition", lang)]
    sections.append(section(caption("definitions", lang), rows_table(heads, rows)))
    sections += [paragraph(line) for line in waiting_lines(lacking, lang)]
    return page(f"{caption('kpis', lang)} · {name}", sections, lang=lang)
