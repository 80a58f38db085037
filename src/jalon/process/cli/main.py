"""Reads the command line and hands it to the command meant.

Exit codes: 0 done and nothing to say against it; 1 a difference or a finding; 2 the input cannot be used.
"""

import argparse
import os
import sys
from collections.abc import Callable

from jalon.process.answers import AnswerError
from jalon.process.cli import check_library, compose, diagnose, diff, docs, lint, show
from jalon.process.cli.command_error import CommandError
from jalon.process.cli.parser import parser
from jalon.process.yamlfile import LibraryError

type Command = Callable[[argparse.Namespace], int]

COMMANDS: dict[str, Command] = {
    "diagnose": diagnose.run,
    "compose": compose.run,
    "show": show.run,
    "lint": lint.run,
    "diff": diff.run,
    "check-library": check_library.run,
    "docs": docs.run,
}


def main(argv: list[str]) -> int:
    """Run `diagnose …` or `process …` and give the exit code; the word `process` may be left out."""
    words = argv[1:] if argv[:1] == ["process"] else argv
    prog = "jalon" if argv[:1] == ["diagnose"] else "jalon process"
    try:
        asked = parser(prog).parse_args(words or ["--help"])
        return COMMANDS[asked.command](asked)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    except (AnswerError, LibraryError, CommandError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, EOFError):
        sys.stderr.write("\nStopped before the end; nothing was written.\n")
        return 2
