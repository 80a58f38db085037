"""Counts the rows that a check found, and names the first."""

import narwhals as nw

from jalon.eventlog.frames import Log, collect
from jalon.eventlog.problem import SHOWN_ROWS


def rows_where(log: Log, wrong: nw.Expr) -> tuple[int, tuple[int, ...]]:
    """How many rows are wrong, and the numbers of the first of them."""
    found = log.filter(wrong).select("row")
    count = int(collect(found.select(nw.len().alias("n"))).item())
    if not count:
        return 0, ()
    first = collect(found.sort("row").head(SHOWN_ROWS))["row"]
    return count, tuple(int(row) for row in first)
