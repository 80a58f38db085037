"""Events of a case at the same instant are taken in the order of the file; how many rest on that is worth knowing."""

import narwhals as nw

from jalon.eventlog.checks.rows import rows_where
from jalon.eventlog.frames import Log
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Text


def ties(log: Log) -> list[Problem]:
    """Rows at the same instant as another activity of their case before them in the file."""
    group = ["case", "timestamp"]
    shared = log.group_by(group).agg(nw.len().alias("n"), first=nw.col("row").min()).filter(nw.col("n") > 1)
    tied = log.select(*group, "activity", "row").join(shared, on=group, how="inner")  # few, so that the rest is cheap
    seen = tied.with_columns(least=nw.col("activity").min().over(group), most=nw.col("activity").max().over(group))
    count, rows = rows_where(seen, (nw.col("row") > nw.col("first")) & (nw.col("least") != nw.col("most")))
    if not count:
        return []
    return [
        Problem(
            code="tie",
            severity="note",
            message=Text(
                en=f"{count} {'events share' if count > 1 else 'event shares'} an instant with another of the case.",
                fr=f"{count} {'événements partagent' if count > 1 else 'événement partage'} l’instant d’un autre.",
            ),
            remedy=Text(
                en="They are taken in the order of the file; finer times would tell for sure.",
                fr="Ils sont pris dans l’ordre du fichier ; des heures plus fines trancheraient.",
            ),
            rows=rows,
            count=count,
        )
    ]
