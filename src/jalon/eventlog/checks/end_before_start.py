"""What ends before it starts has its columns swapped or one of them wrong."""

import narwhals as nw

from jalon.eventlog.checks.rows import rows_where
from jalon.eventlog.frames import Log
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Text


def end_before_start(log: Log) -> list[Problem]:
    """Rows whose `timestamp` lies before their `started_at`."""
    if "started_at" not in log.collect_schema():
        return []
    count, rows = rows_where(log, nw.col("timestamp") < nw.col("started_at"))
    if not count:
        return []
    return [
        Problem(
            code="end-before-start",
            severity="error",
            message=Text(
                en=f"{count} {'events end' if count > 1 else 'event ends'} before starting.",
                fr=f"{count} {'événements finissent' if count > 1 else 'événement finit'} avant de commencer.",
            ),
            remedy=Text(
                en="Check that timestamp is the end and started_at the start.",
                fr="Vérifiez que timestamp est la fin et started_at le début.",
            ),
            rows=rows,
            count=count,
        )
    ]
