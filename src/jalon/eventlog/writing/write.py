"""Writes a log as CSV, Parquet or XES, by the ending of the file."""

import gzip
from pathlib import Path

import polars as pl

from jalon.eventlog.frames import Log, collect
from jalon.eventlog.problem import error
from jalon.eventlog.writing.xes_file import write_xes


def write_log(log: Log, path: Path) -> None:
    """Write `log` to .csv, .parquet or .xes (the first and last also .gz). LogError for another ending.

    CSV and Parquet keep the names of the one table shape, with `row`; XES takes the names of its extensions.
    """
    table = collect(log).drop("position", strict=False)
    name = path.name.lower()
    if name.endswith(".parquet"):
        table.write_parquet(path)
    elif name.endswith((".csv", ".csv.gz")):
        _write_csv(table, path)
    elif name.endswith((".xes", ".xes.gz")):
        write_xes(table, path)
    else:
        raise error(
            "unknown-kind",
            en=f"A log cannot be written to {path.name}.",
            fr=f"Un journal ne peut pas être écrit dans {path.name}.",
            remedy_en="End the name in .csv, .csv.gz, .parquet, .xes or .xes.gz.",
            remedy_fr="Terminez le nom par .csv, .csv.gz, .parquet, .xes ou .xes.gz.",
        )


def _write_csv(table: pl.DataFrame, path: Path) -> None:
    instants = [name for name, kind in table.schema.items() if isinstance(kind, pl.Datetime)]
    spelled = table.with_columns(pl.col(instants).dt.strftime("%Y-%m-%dT%H:%M:%S%.6f%:z"))
    if path.suffix == ".gz":
        with gzip.open(path, "wb") as file:
            spelled.write_csv(file)  # type: ignore[call-overload]
    else:
        spelled.write_csv(path)
