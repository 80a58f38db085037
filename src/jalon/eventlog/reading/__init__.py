"""Reads a log from a file of any kind into the one table shape."""

from jalon.eventlog.reading.read import ReadLog, read_log

__all__ = ["ReadLog", "read_log"]
