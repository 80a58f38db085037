"""The command line of the analytics room; it needs no server, and loads no engine before it must."""

from jalon.analytics.cli.main import main

__all__ = ["main"]
