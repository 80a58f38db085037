"""What really happened: the map, the variants, rework, hand-overs and bottlenecks of a log.

Every verb takes a log that `eventlog.in_order` made ready and gives a lazy frame of the same engine.
"""

from jalon.analytics.mining.bottlenecks import bottlenecks
from jalon.analytics.mining.cases import cases
from jalon.analytics.mining.directly_follows import directly_follows
from jalon.analytics.mining.hand_overs import hand_overs
from jalon.analytics.mining.loops import loops
from jalon.analytics.mining.rework import rework
from jalon.analytics.mining.starts_and_ends import ends, starts
from jalon.analytics.mining.steps import steps
from jalon.analytics.mining.summary import summary
from jalon.analytics.mining.traces import traces
from jalon.analytics.mining.variants import variants

__all__ = [
    "bottlenecks",
    "cases",
    "directly_follows",
    "ends",
    "hand_overs",
    "loops",
    "rework",
    "starts",
    "steps",
    "summary",
    "traces",
    "variants",
]
