"""Figures of KPIs as tables, by kind, so that cohorts, flows and snapshots are never read as one another."""

from jalon.analytics.kpis import NEEDS, Figure, Sales
from jalon.analytics.report.captions import caption
from jalon.analytics.report.mining_tables import Table
from jalon.analytics.report.spoken import FEW, duration, number, share
from jalon.process.definitions.text import Lang
from jalon.process.reference import kpis

KINDS = ("cohort", "flow", "snapshot")
DAY = 86_400


def kpi_tables(figures: list[Figure], sales: Sales, lang: Lang) -> list[Table]:
    """One table a kind, with its window in the title; kinds without figures are left out."""
    names = {kpi.id: kpi.name.say(lang) for kpi in kpis()}
    found = [(kind, [one for one in figures if one.kind == kind]) for kind in KINDS]
    return [_table(kind, ones, names, sales, lang) for kind, ones in found if ones]


def waiting_lines(lacking: dict[str, tuple[str, ...]], lang: Lang) -> list[str]:
    """What the log lacks, and which KPIs wait for it."""
    needs = sorted({need for missing in lacking.values() for need in missing})
    return [
        caption("lacking", lang).format(
            what=NEEDS[need].say(lang), kpis=", ".join(kpi for kpi, missing in lacking.items() if need in missing)
        )
        for need in needs
    ]


def spoken(value: float | None, unit: str, lang: Lang) -> str:
    """A value in the words of its unit."""
    if value is None:
        return caption("not_reached", lang)
    if unit == "share":
        return share(value, lang)
    if unit == "days":
        return duration(value * DAY, lang)
    digits = 1 if unit == "people" else 0
    return number(value, lang, digits=digits)


def _table(kind: str, ones: list[Figure], names: dict[str, str], sales: Sales, lang: Lang) -> Table:
    window = sales.window
    title = caption(f"kind_{kind}", lang).format(start=f"{window.start:%Y-%m-%d}", end=f"{window.end:%Y-%m-%d}")
    heads = [
        "",
        caption("kpi", lang),
        caption("part", lang),
        *(caption(key, lang) for key in ("value", "interval", "n")),
    ]
    return Table(title=title, heads=[*heads, caption("unit", lang)], rows=[_row(one, names, lang) for one in ones])


def _row(one: Figure, names: dict[str, str], lang: Lang) -> list[str]:
    few = f" ({caption('few_cases', lang)})" if one.n < FEW else ""
    value, low, high = (spoken(part, one.unit, lang) for part in (one.value, one.low, one.high))
    interval = "" if one.low is None and one.high is None else f"{low} – {high}"
    unit = caption(f"unit_{one.unit.replace(' ', '_')}", lang)
    return [one.kpi, names[one.kpi], one.of, value, interval, number(one.n, lang) + few, unit]
