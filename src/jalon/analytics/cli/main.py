"""Reads the command line and hands it to the command meant.

Exit codes: 0 done; 2 the log, the process or the words cannot be used.
"""

import argparse
import os
import sys

from jalon.analytics.cli.parser import parser


def main(argv: list[str]) -> int:
    """Run `mine …`, `kpis …` or `adherence …` and give the exit code."""
    try:
        asked = parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    try:
        return _run(asked)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped before the end; nothing was written.\n")
        return 2


def _run(asked: argparse.Namespace) -> int:
    from jalon.analytics.cli import adherence, kpis, mine
    from jalon.analytics.cli.progress import tell
    from jalon.eventlog import LogError
    from jalon.process import LibraryError

    commands = {"mine": mine.run, "kpis": kpis.run, "adherence": adherence.run}
    try:
        return commands[asked.command](asked)
    except LogError as unusable:
        tell("", asked.lang)
        for problem in unusable.problems:
            sys.stderr.write(f"{problem.say(asked.lang)}\n")
    except LibraryError as unreadable:
        tell("", asked.lang)
        sys.stderr.write(f"{unreadable}\n")
    return 2
