"""With which activities cases begin and end."""

import narwhals as nw

from jalon.eventlog.frames import Log, beside


def starts(log: Log) -> Log:
    """Count the first `activity` of each case."""
    return _counted(log, by=1)


def ends(log: Log) -> Log:
    """Count the last `activity` of each case so far; an open case ends where it stands."""
    return _counted(log, by=-1)


def _counted(log: Log, *, by: int) -> Log:
    edge = log.with_columns(neighbour=beside(log, "activity", by=by)).filter(nw.col("neighbour").is_null())
    counted = edge.group_by("activity").agg(nw.len().alias("count"))
    return counted.sort("count", "activity", descending=[True, False])
