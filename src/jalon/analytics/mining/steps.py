"""A step: one event of a case and the next one."""

import narwhals as nw

from jalon.eventlog.frames import Log, beside

SECOND = 1_000_000  # microseconds


def steps(log: Log, *, carry: str = "") -> Log:
    """Give each event that another follows in its case, with `from`, `to` and `wait_s`, the seconds between them.

    `carry` names a column to take along as `from_…` and `to_…`, such as the actor.
    """
    columns = {"to": beside(log, "activity", by=-1), "until": beside(log, "timestamp", by=-1)}
    if carry:
        columns |= {f"from_{carry}": nw.col(carry), f"to_{carry}": beside(log, carry, by=-1)}
    wait = (nw.col("until") - nw.col("timestamp")).dt.total_microseconds() / SECOND
    named = log.with_columns(**columns).filter(~nw.col("to").is_null())
    kept = ["from", "to", "wait_s", *([f"from_{carry}", f"to_{carry}"] if carry else [])]
    return named.with_columns(nw.col("activity").alias("from"), wait.alias("wait_s")).select("case", *kept)
