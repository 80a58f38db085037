"""Events written down long after they happened, or before: times that were typed rather than observed."""

from datetime import timedelta

import narwhals as nw

from jalon.eventlog.checks.rows import rows_where
from jalon.eventlog.frames import Log
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Text

LATE = timedelta(hours=24)
EARLY = timedelta(minutes=5)  # clocks of two machines may differ by that


def backdated(log: Log) -> list[Problem]:
    """Rows logged more than a day after `timestamp`, and rows logged before it."""
    if "logged_at" not in log.collect_schema():
        return []
    return _late(log) + _early(log)


def _late(log: Log) -> list[Problem]:
    count, rows = rows_where(log, nw.col("logged_at") - nw.col("timestamp") > LATE)
    if not count:
        return []
    return [
        Problem(
            code="back-dated",
            severity="warning",
            message=Text(
                en=f"{count} {'events were' if count > 1 else 'event was'} written down over 24 hours after happening.",
                fr=f"{count} événement{'s' if count > 1 else ''} saisi{'s' if count > 1 else ''} plus de 24 heures "
                "après les faits.",
            ),
            remedy=Text(
                en="Waiting times around them are as good as the memory of who typed them.",
                fr="Les délais autour valent ce que vaut la mémoire de qui les a saisis.",
            ),
            rows=rows,
            count=count,
        )
    ]


def _early(log: Log) -> list[Problem]:
    count, rows = rows_where(log, nw.col("timestamp") - nw.col("logged_at") > EARLY)
    if not count:
        return []
    return [
        Problem(
            code="dated-ahead",
            severity="warning",
            message=Text(
                en=f"{count} {'events were' if count > 1 else 'event was'} written down before happening.",
                fr=f"{count} événement{'s' if count > 1 else ''} saisi{'s' if count > 1 else ''} avant les faits.",
            ),
            remedy=Text(
                en="A plan is no event: leave out what has not happened.",
                fr="Un projet n’est pas un événement : retirez ce qui n’a pas eu lieu.",
            ),
            rows=rows,
            count=count,
        )
    ]
