"""An event without a case, an activity or a timestamp belongs nowhere. A case that is called NA is a case."""

import narwhals as nw

from jalon.eventlog.checks.rows import rows_where
from jalon.eventlog.frames import Log
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Text


def missing_anywhere(log: Log) -> list[Problem]:
    """Check the three columns that every event must fill."""
    return [problem for name in ("case", "activity", "timestamp") for problem in missing(log, name, source=name)]


def missing(log: Log, name: str, *, source: str) -> list[Problem]:
    """Rows where the column, called `source` in the file, is empty."""
    empty = nw.col(name).is_null()
    if name != "timestamp":
        empty |= nw.col(name).str.strip_chars() == ""
    count, rows = rows_where(log, empty)
    if not count:
        return []
    return [
        Problem(
            code=f"no-{name}",
            severity="error",
            message=Text(
                en=f"{count} {'events have' if count > 1 else 'event has'} no {name} (column {source} is empty).",
                fr=f"{count} {'événements ont' if count > 1 else 'événement a'} la colonne {source} vide.",
            ),
            remedy=Text(en="Fill it, or take these rows out.", fr="Remplissez-la ou retirez ces lignes."),
            rows=rows,
            count=count,
        )
    ]
