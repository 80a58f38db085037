"""`jalon kpis`: measures what a log carries."""

import argparse
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw

from jalon.analytics.cli.opened import Opened, check_activities, opened
from jalon.analytics.cli.output import as_json, put, table
from jalon.analytics.kpis import KPIS, WAITING, Figure, Sales, Window, measure, sales_of
from jalon.analytics.report.kpi_tables import kpi_tables, waiting_lines
from jalon.eventlog import collect
from jalon.eventlog.problem import error
from jalon.process.reference import kpis

CARRY = ("actor", "amount", "outcome", "direction")
YEAR = timedelta(days=365)


def run(asked: argparse.Namespace) -> int:
    """Run the command and give its exit code."""
    _check_ids(asked.only)
    with opened(asked, carry=CARRY) as found:
        sales = _sales(found, asked)
        figures, lacking = measure(sales, only=asked.only)
    if asked.format == "json":
        put(as_json(as_data(figures, lacking, sales)), asked)
    elif asked.format == "html":
        from jalon.analytics.report.kpi_page import kpi_page

        put(kpi_page(figures, lacking, sales=sales, name=asked.file.name, lang=asked.lang), asked)
    else:
        parts = [table(one.title, one.heads, one.rows) for one in kpi_tables(figures, sales, asked.lang)]
        put("\n\n".join([*parts, *waiting_lines(lacking, asked.lang)]) + "\n", asked)
    return 0


def as_data(figures: list[Figure], lacking: dict[str, tuple[str, ...]], sales: Sales) -> dict[str, Any]:
    """Give every figure as plain data, with the definition of its KPI; durations in days."""
    words = {kpi.id: kpi for kpi in kpis()}
    return {
        "window": [sales.window.start, sales.window.end],
        "figures": [
            {
                "kpi": one.kpi,
                "name": words[one.kpi].name.model_dump(),
                "definition": words[one.kpi].definition.model_dump(),
                "kind": one.kind,
                "of": one.of,
                "value": one.value,
                "unit": one.unit,
                "n": one.n,
                "interval": [one.low, one.high],
                **one.beside,
                "rows": one.rows,
            }
            for one in figures
        ],
        "lacking": lacking,
        "waiting": {kpi: what.model_dump() for kpi, what in WAITING.items()},
    }


def _sales(found: Opened, asked: argparse.Namespace) -> Sales:
    check_activities(found.log, [*asked.stages, *([asked.line] if asked.line else [])])
    zone = ZoneInfo(asked.time_zone) if asked.time_zone else UTC
    end = _midnight(asked.end, zone) if asked.end else _after(found, zone)
    start = _midnight(asked.start, zone) if asked.start else end - YEAR
    if start >= end:
        raise error(
            "empty-window",
            en=f"The window from {start:%Y-%m-%d} to {end:%Y-%m-%d} is empty.",
            fr=f"La période du {start:%Y-%m-%d} au {end:%Y-%m-%d} est vide.",
            remedy_en="Let --from lie before --to.",
            remedy_fr="Placez --from avant --to.",
        )
    return sales_of(
        found.log,
        window=Window(start=start, end=end),
        at=end,
        deciding=found.deciding,
        stages=asked.stages,
        line=asked.line,
        tracked_since=_midnight(asked.tracked_since, zone) if asked.tracked_since else None,
        seed=asked.seed,
    )


def _midnight(day: date, zone: Any) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def _after(found: Opened, zone: Any) -> datetime:
    """The midnight after the last event."""
    last = collect(found.log.select(nw.col("timestamp").max())).item()
    return _midnight((last or datetime(1970, 1, 1, tzinfo=UTC)).astimezone(zone).date() + timedelta(days=1), zone)


def _check_ids(wanted: list[str]) -> None:
    known = [kpi.id for kpi in KPIS]
    for kpi in wanted:
        if kpi not in known:
            raise error(
                "unknown-kpi",
                en=f"{kpi} is no KPI that a log can carry.",
                fr=f"{kpi} n’est pas un indicateur qu’un journal porte.",
                remedy_en=f"There are {', '.join(known)}.",
                remedy_fr=f"Il y a {', '.join(known)}.",
            )
