"""Brings a table read from a file into the one table shape."""

from collections.abc import Mapping

import polars as pl

from jalon.eventlog.columns import BY_NAME, Kind
from jalon.eventlog.problem import Problem
from jalon.eventlog.reading import findings
from jalon.eventlog.times import read_times


def shape(raw: pl.DataFrame, meant: Mapping[str, str], *, time_zone: str | None) -> tuple[pl.DataFrame, list[Problem]]:
    """Rename and retype the columns meant; the others stay as they are, below a name that clashes with none of ours.

    Gives the table with what was found while reading it: instants and numbers that cannot be read, zones left out.
    """
    problems: list[Problem] = []
    columns: list[pl.Series] = []
    for name, source in meant.items():
        column, found = _read(raw[source], BY_NAME[name].kind, time_zone=time_zone)
        columns.append(column.alias(name))
        problems += found
    if "row" not in meant:
        columns.append(pl.Series("row", range(1, raw.height + 1), dtype=pl.Int64))
    used = {*meant, "row", "position"}
    others = [raw[name] for name in raw.columns if name not in meant.values()]
    columns += [column.alias(f"{column.name} (file)") if column.name in used else column for column in others]
    return pl.DataFrame(columns), problems


def _read(written: pl.Series, kind: Kind, *, time_zone: str | None) -> tuple[pl.Series, list[Problem]]:
    if kind == "time":
        instants, zoneless = read_times(written, time_zone=time_zone or "UTC")
        found = findings.unreadable(written, instants, what="instant")
        return instants, found + (findings.without_zone(written, zoneless) if time_zone is None else [])
    if kind in ("number", "count"):
        numbers = _numbers(written).cast(pl.Int64 if kind == "count" else pl.Float64)
        return numbers, findings.unreadable(written, numbers, what="number")
    return written.cast(pl.String), []


def _numbers(written: pl.Series) -> pl.Series:
    if written.dtype != pl.String:
        return written.cast(pl.Float64)
    plain = written.str.replace_all(r"[\s\u{a0}\u{202f}]", "")
    if not plain.str.contains(".", literal=True).any():
        plain = plain.str.replace(",", ".", literal=True)
    return plain.cast(pl.Float64, strict=False)
