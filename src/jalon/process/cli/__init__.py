"""The command line of the process room; it needs no server."""

from jalon.process.cli.main import main

__all__ = ["main"]
