"""The same thing done twice in a case at the same instant by the same person is usually one row too many."""

import narwhals as nw

from jalon.eventlog.checks.rows import rows_where
from jalon.eventlog.frames import Log
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Text

SAME = ("case", "activity", "timestamp", "started_at", "lifecycle", "actor")


def same_columns(log: Log) -> list[str]:
    """The columns that make two events the same."""
    names = log.collect_schema().names()
    return [name for name in SAME if name in names]


def duplicates(log: Log) -> list[Problem]:
    """Rows that repeat one before them."""
    same = same_columns(log)
    numbered = log.select(*same, "row").with_columns(first=nw.col("row").min().over(same))
    count, rows = rows_where(numbered, nw.col("row") > nw.col("first"))
    if not count:
        return []
    return [
        Problem(
            code="duplicate",
            severity="warning",
            message=Text(
                en=f"{count} {'events repeat others' if count > 1 else 'event repeats another'} in {', '.join(same)}.",
                fr=f"{count} {'événements répètent' if count > 1 else 'événement répète'} un autre.",
            ),
            remedy=Text(
                en="Say --drop-duplicates to count each once.",
                fr="Précisez --drop-duplicates pour ne compter chacun qu’une fois.",
            ),
            rows=rows,
            count=count,
        )
    ]


def without_duplicates(log: Log) -> Log:
    """Keep the first of each group of equal events."""
    return log.unique(subset=same_columns(log), keep="first", order_by="row")
