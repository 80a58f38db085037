"""Writes XES (IEEE 1849) with the concept, time, organizational and lifecycle extensions."""

import gzip
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import polars as pl

from jalon.eventlog.columns import CASE_PREFIX

KEYS = {
    "activity": "concept:name",
    "timestamp": "time:timestamp",
    "actor": "org:resource",
    "role": "org:role",
    "lifecycle": "lifecycle:transition",
}
EXTENSIONS = {"Concept": "concept", "Time": "time", "Organizational": "org", "Lifecycle": "lifecycle"}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
"""


def write_xes(table: pl.DataFrame, path: Path) -> None:
    """Write one trace a case, its events in order; `case:…` columns become attributes of the trace."""
    ordered = table.sort("case", "timestamp", "row").drop("row")
    with gzip.open(path, "wt", encoding="utf-8") if path.suffix == ".gz" else path.open("w", encoding="utf-8") as file:
        file.writelines(_lines(ordered))


def _lines(ordered: pl.DataFrame) -> Iterator[str]:
    yield HEAD
    for name, prefix in EXTENSIONS.items():
        yield f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
    yield '<classifier name="Activity" keys="concept:name"/>\n'
    current: str | None = None
    for event in ordered.iter_rows(named=True):
        if event["case"] != current:
            yield "</trace>\n" if current is not None else ""
            current = event["case"]
            yield f"<trace>\n{_value('concept:name', current)}{_case_values(event)}"
        yield f"<event>\n{_event_values(event)}</event>\n"
    yield "</trace>\n" if current is not None else ""
    yield "</log>\n"


def _case_values(event: Mapping[str, Any]) -> str:
    names = [name for name in event if name.startswith(CASE_PREFIX)]
    return "".join(_value(name.removeprefix(CASE_PREFIX), event[name]) for name in names)


def _event_values(event: Mapping[str, Any]) -> str:
    names = [name for name in event if name != "case" and not name.startswith(CASE_PREFIX)]
    return "".join(_value(KEYS.get(name, name), event[name]) for name in names)


def _value(key: str, value: Any) -> str:
    if value is None:
        return ""
    tag, text = _spelled(value)
    return f"<{tag} key={quoteattr(key)} value={quoteattr(text, {chr(10): '&#10;'})}/>\n"


def _spelled(value: Any) -> tuple[str, str]:
    if isinstance(value, bool):
        return "boolean", str(value).lower()
    if isinstance(value, datetime):
        return "date", value.isoformat(timespec="milliseconds" if value.microsecond % 1000 == 0 else "microseconds")
    if isinstance(value, int | float):
        return ("int" if isinstance(value, int) else "float"), repr(value)
    return "string", str(value)
