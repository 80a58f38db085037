"""The one table shape that analytics reads: case, activity, time, actor, process version. Knows no Django, no clock."""

from jalon.eventlog.checks import check_log
from jalon.eventlog.frames import Log, collect, in_order, log_of, scan
from jalon.eventlog.problem import LogError, Problem
from jalon.eventlog.reading import ReadLog, read_log
from jalon.eventlog.writing import write_log

__all__ = [
    "Log",
    "LogError",
    "Problem",
    "ReadLog",
    "check_log",
    "collect",
    "in_order",
    "log_of",
    "read_log",
    "scan",
    "write_log",
]
