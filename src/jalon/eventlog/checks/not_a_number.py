"""A number that is not one spoils every sum and median that it enters."""

import narwhals as nw

from jalon.eventlog.checks.rows import rows_where
from jalon.eventlog.frames import Log
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Text


def not_a_number(log: Log) -> list[Problem]:
    """Rows where a column of numbers holds NaN or an infinity."""
    schema = log.collect_schema()
    return [problem for name, kind in schema.items() if kind.is_float() for problem in _in(log, name)]


def _in(log: Log, name: str) -> list[Problem]:
    count, rows = rows_where(log, nw.col(name).is_nan() | ~nw.col(name).is_finite())
    if not count:
        return []
    return [
        Problem(
            code="not-a-number",
            severity="error",
            message=Text(
                en=f"Column {name} holds NaN or an infinite number.",
                fr=f"La colonne {name} contient NaN ou un nombre infini.",
            ),
            remedy=Text(en="Leave the cell empty where it is not known.", fr="Laissez vide ce qui n’est pas connu."),
            rows=rows,
            count=count,
        )
    ]
