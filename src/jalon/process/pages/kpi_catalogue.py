"""The page on the KPI catalogue."""

from jalon.process.pages.markdown import table
from jalon.process.reference import kpis

OPENING = """\
# KPIs · Indicateurs

The catalogue in plain words. Open records are never counted as lost, and every figure says its window and sample.

"""


def kpi_page() -> str:
    """Give the page."""
    rows = [
        (
            kpi.id,
            f"**{kpi.name.en}**. {kpi.definition.en}",
            f"**{kpi.name.fr}**. {kpi.definition.fr}",
            kpi.unit,
            kpi.window,
        )
        for kpi in kpis()
    ]
    return OPENING + table(("id", "English", "français", "unit", "window"), rows)
