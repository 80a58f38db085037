"""Writes the reference pages on logs, commands and KPIs from what the code says."""

from jalon.analytics.pages.adherence import adherence_page
from jalon.analytics.pages.command_line import command_line_page
from jalon.analytics.pages.log_shape import log_page
from jalon.analytics.pages.measured import measured_page

__all__ = ["pages"]


def pages() -> dict[str, str]:
    """Give every page by its file name."""
    return {
        "eventlog.md": log_page(),
        "eventlog-adherence.md": adherence_page(),
        "eventlog-command-line.md": command_line_page(),
        "eventlog-kpis.md": measured_page(),
    }
