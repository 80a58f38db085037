"""Opens the log that a command line asks for, on the engine that it asks for."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw

from jalon.analytics.cli.parser import COLUMNS, OUTCOMES
from jalon.analytics.cli.progress import tell
from jalon.eventlog import Log, Problem, check_log, collect, in_order, read_log, scan, write_log
from jalon.eventlog.checks.duplicates import without_duplicates
from jalon.eventlog.problem import LogError, error, unknown_activity


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A log in order, what the checks say of it, and which activities decide what."""

    log: Log
    problems: tuple[Problem, ...]
    deciding: dict[str, list[str]]


@contextmanager
def opened(asked: argparse.Namespace, *, carry: Sequence[str] = ()) -> Iterator[Opened]:
    """Read, check, filter and order the log; LogError when it cannot be used."""
    given = {name: column for name in COLUMNS if (column := getattr(asked, name))}
    tell("reading", asked.lang)
    read = read_log(asked.file, columns=given, time_zone=asked.time_zone)
    tell("checking", asked.lang)
    problems = [*read.problems, *check_log(read.events)]
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise LogError(errors)
    events = _filtered(read.events, asked)
    deciding = {name: getattr(asked, name) for name in OUTCOMES if getattr(asked, name)}
    check_activities(events, [name for names in deciding.values() for name in names])
    if getattr(asked, "write", None) is not None:
        write_log(events, asked.write)
    tell("sorting", asked.lang)
    with tempfile.TemporaryDirectory(prefix="jalon-") as folder:
        log = in_order(_on_engine(events, asked.engine, Path(folder)), columns=carry)
        tell("counting", asked.lang)
        yield Opened(log=log, problems=tuple(problems), deciding=deciding)


def _filtered(events: Log, asked: argparse.Namespace) -> Log:
    if asked.drop_duplicates:
        events = without_duplicates(events)
    if not asked.lifecycle:
        return events
    if "lifecycle" not in events.collect_schema():
        raise error(
            "no-lifecycle",
            en="The log has no column of lifecycle transitions.",
            fr="Le journal n’a pas de colonne de transitions.",
            remedy_en="Leave --lifecycle out.",
            remedy_fr="Retirez --lifecycle.",
        )
    wanted = [name.lower() for name in asked.lifecycle]
    return events.filter(nw.col("lifecycle").str.to_lowercase().is_in(wanted))


def check_activities(events: Log, names: Sequence[str]) -> None:
    """Refuse an activity that never happens: a name mistyped would make every case look open."""
    known = set(collect(events.select("activity").unique())["activity"]) if names else set()
    for name in (name for name in names if name not in known):
        raise unknown_activity(name, known)


def _on_engine(events: Log, engine: str, folder: Path) -> Log:
    if engine == "polars":
        return events
    write_log(events, folder / "log.parquet")
    return scan(folder / "log.parquet", engine="duckdb")
