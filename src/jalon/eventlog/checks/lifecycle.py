"""Where one activity leaves several events (scheduled, started, completed), all of them count unless one is chosen."""

import narwhals as nw

from jalon.eventlog.frames import Log, collect
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Text


def lifecycle(log: Log) -> list[Problem]:
    """State the transitions of the log when there is more than one."""
    if "lifecycle" not in log.collect_schema():
        return []
    counted = collect(log.group_by("lifecycle").agg(nw.len().alias("n"))).sort(["n", "lifecycle"], descending=True)
    if counted.height < 2:
        return []
    shares = ", ".join(f"{name or '–'} {n}" for name, n in counted.head(6).iter_rows())
    return [
        Problem(
            code="lifecycle",
            severity="note",
            message=Text(
                en=f"Activities leave several events: {shares}.",
                fr=f"Une activité laisse plusieurs événements : {shares}.",
            ),
            remedy=Text(
                en="All of them count; say --lifecycle complete to keep one kind.",
                fr="Tous comptent ; précisez --lifecycle complete pour n’en garder qu’une sorte.",
            ),
        )
    ]
