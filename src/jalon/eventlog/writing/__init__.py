"""Writes a log so that Jalon and other process-mining tools read it."""

from jalon.eventlog.writing.write import write_log

__all__ = ["write_log"]
