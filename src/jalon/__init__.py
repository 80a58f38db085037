"""Jalon turns the way a company sells into a process that runs, measures itself and improves."""

__version__ = "0.1.0"
