"""A column whose name is nearly one of ours was probably meant to be it; what else is there is kept, and unread."""

from difflib import get_close_matches

from jalon.eventlog.columns import BY_NAME, CASE_PREFIX
from jalon.eventlog.frames import Log
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Text


def unknown_columns(log: Log) -> list[Problem]:
    """Name the columns that are neither of the table shape nor attributes of the case."""
    names = log.collect_schema().names()
    unknown = [name for name in names if name not in BY_NAME and not name.startswith(CASE_PREFIX)]
    absent = [name for name in BY_NAME if name not in names]
    return [_near(name, near[0]) for name in unknown if (near := get_close_matches(name, absent, n=1, cutoff=0.75))]


def _near(name: str, near: str) -> Problem:
    return Problem(
        code="unknown-column",
        severity="warning",
        message=Text(en=f"Column {name} is not known.", fr=f"La colonne {name} est inconnue."),
        remedy=Text(en=f"Did you mean {near}?", fr=f"Vouliez-vous dire {near} ?"),
    )
