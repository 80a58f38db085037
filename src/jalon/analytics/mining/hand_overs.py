"""Hand-overs: a case passing from one person to another."""

import narwhals as nw

from jalon.analytics.mining.steps import steps
from jalon.eventlog.frames import Log


def hand_overs(log: Log, *, by: str = "actor") -> Log:
    """Count `giver`, `taker`, `count`, `cases`, `median_wait_s`; most frequent first.

    Steps where either person is unknown are left out. `by` may be any column, such as the role.
    """
    named = steps(log, carry=by).rename({f"from_{by}": "giver", f"to_{by}": "taker"})
    passed = named.filter(nw.col("giver") != nw.col("taker"))
    counted = passed.group_by("giver", "taker").agg(
        nw.len().alias("count"), cases=nw.col("case").n_unique(), median_wait_s=nw.col("wait_s").median()
    )
    return counted.sort("count", "giver", "taker", descending=[True, False, False])
