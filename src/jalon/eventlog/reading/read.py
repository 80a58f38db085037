"""Reads a log from CSV, Parquet or XES."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from jalon.eventlog.checks.missing import missing
from jalon.eventlog.frames import Log, log_of
from jalon.eventlog.guessing import columns_meant
from jalon.eventlog.problem import LogError, Problem, error
from jalon.eventlog.reading.csv_file import read_csv
from jalon.eventlog.reading.shape import shape
from jalon.eventlog.reading.xes_file import read_xes

ENDINGS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".parquet": "parquet", ".pq": "parquet", ".xes": "xes"}


@dataclass(frozen=True, kw_only=True)
class ReadLog:
    """A log in the one table shape, the columns of the file that it was read from, and what was found on the way."""

    events: Log
    columns: dict[str, str]
    problems: tuple[Problem, ...]


def read_log(path: Path, *, columns: Mapping[str, str] | None = None, time_zone: str | None = None) -> ReadLog:
    """Read `path` (.csv, .parquet or .xes, the first and last also .gz) and guess the columns that are not given.

    `columns` says which column of the file holds the case, the activity, the timestamp…; `time_zone` is that of the
    instants that state none (UTC and a warning when left out). Raises LogError when the file cannot be used: the
    columns are not found, an instant cannot be read, an event has no case, activity or timestamp.
    """
    if time_zone is not None:
        _check_zone(time_zone)
    raw = _raw(path)
    meant = columns_meant(raw.columns, given=columns)
    table, problems = shape(raw, meant, time_zone=time_zone)
    problems += [problem for name in ("case", "activity", "timestamp") for problem in _missing(table, name, meant)]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise LogError(errors)
    return ReadLog(events=log_of(table), columns=meant, problems=tuple(problems))


def _raw(path: Path) -> pl.DataFrame:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    kind = ENDINGS.get(suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else "".join(suffixes[-1:]))
    if not path.is_file():
        raise error(
            "no-file",
            en=f"There is no file {path}.",
            fr=f"Il n’y a pas de fichier {path}.",
            remedy_en="Check its name and folder.",
            remedy_fr="Vérifiez son nom et son dossier.",
        )
    if kind is None:
        raise error(
            "unknown-kind",
            en=f"{path.name} is of no kind that can be read.",
            fr=f"{path.name} n’est pas d’un type lisible.",
            remedy_en="Give a file that ends in .csv, .csv.gz, .parquet, .xes or .xes.gz.",
            remedy_fr="Donnez un fichier qui finit par .csv, .csv.gz, .parquet, .xes ou .xes.gz.",
        )
    if kind == "parquet":
        return pl.read_parquet(path)
    return read_csv(path) if kind == "csv" else read_xes(path)


def _missing(table: pl.DataFrame, name: str, meant: Mapping[str, str]) -> list[Problem]:
    return missing(log_of(table.select(name, "row")), name, source=meant[name])


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise error(
            "unknown-time-zone",
            en=f"{name} is no time zone.",
            fr=f"{name} n’est pas un fuseau horaire.",
            remedy_en="Use a name such as Europe/Paris or UTC.",
            remedy_fr="Utilisez un nom comme Europe/Paris ou UTC.",
        ) from None
