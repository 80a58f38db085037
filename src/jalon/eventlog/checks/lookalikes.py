"""Cases or activities spelled NA, nan or null are taken as they are; that they are names is worth a look."""

import narwhals as nw

from jalon.eventlog.checks.rows import rows_where
from jalon.eventlog.frames import Log
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Text

EMPTY_WORDS = ("na", "n/a", "nan", "null", "none", "nil", "#n/a")


def lookalikes(log: Log) -> list[Problem]:
    """Rows whose case or activity is a word that other tools take for an empty cell."""
    return [problem for name in ("case", "activity") for problem in _in(log, name)]


def _in(log: Log, name: str) -> list[Problem]:
    count, rows = rows_where(log, nw.col(name).str.to_lowercase().is_in(EMPTY_WORDS))
    if not count:
        return []
    return [
        Problem(
            code="empty-word",
            severity="note",
            message=Text(
                en=f"The {name} is spelled like an empty cell (NA, nan, null…) and was kept as a name.",
                fr=f"La colonne {name} contient un mot de cellule vide (NA, nan, null…), gardé comme un nom.",
            ),
            remedy=Text(en="Empty these cells if nothing is meant.", fr="Videz ces cellules si rien n’est voulu."),
            rows=rows,
            count=count,
        )
    ]
