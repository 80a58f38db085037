"""Checks a log in the one table shape; each check is a file of its own."""

from collections.abc import Callable

from jalon.eventlog.checks.backdating import backdated
from jalon.eventlog.checks.duplicates import duplicates
from jalon.eventlog.checks.end_before_start import end_before_start
from jalon.eventlog.checks.lifecycle import lifecycle
from jalon.eventlog.checks.lookalikes import lookalikes
from jalon.eventlog.checks.missing import missing_anywhere
from jalon.eventlog.checks.not_a_number import not_a_number
from jalon.eventlog.checks.ties import ties
from jalon.eventlog.checks.unknown_columns import unknown_columns
from jalon.eventlog.frames import Log
from jalon.eventlog.problem import Problem

__all__ = ["CHECKS", "check_log"]

CHECKS: tuple[Callable[[Log], list[Problem]], ...] = (
    missing_anywhere,
    unknown_columns,
    lookalikes,
    not_a_number,
    duplicates,
    end_before_start,
    backdated,
    ties,
    lifecycle,
)


def check_log(log: Log) -> list[Problem]:
    """Run every check; errors first, each with its rows and remedy. Empty when there is nothing to say."""
    found = [problem for check in CHECKS for problem in check(log)]
    return sorted(found, key=lambda problem: ("error", "warning", "note").index(problem.severity))
