"""Reads the command line and hands it to the command meant.

Exit codes: 0 done and nothing to say against it; 1 a difference or a finding; 2 the input cannot be used.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from jalon.process.answers import AnswerError
from jalon.process.cli import check_library, compose, diagnose, diff, lint, show
from jalon.process.cli.command_error import CommandError
from jalon.process.definitions.sales_model import MODEL_KEYS
from jalon.process.yamlfile import LibraryError

type Commands = argparse._SubParsersAction[argparse.ArgumentParser]
type Command = Callable[[argparse.Namespace], int]

COMMANDS: dict[str, Command] = {
    "diagnose": diagnose.run,
    "compose": compose.run,
    "show": show.run,
    "lint": lint.run,
    "diff": diff.run,
    "check-library": check_library.run,
}


def main(argv: list[str]) -> int:
    """Run `diagnose …` or `process …` and give the exit code; the word `process` may be left out."""
    words = argv[1:] if argv[:1] == ["process"] else argv
    prog = "jalon" if argv[:1] == ["diagnose"] else "jalon process"
    try:
        asked = _parser(prog).parse_args(words or ["--help"])
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


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=prog, description="How you sell, and the process that fits it.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    _answers(commands, "diagnose", "say how you sell, from answers in a file or asked one by one")
    composing = _answers(commands, "compose", "compose the pipelines that fit, with the reason for each step")
    composing.add_argument("--take", action="append", default=[], metavar="KEY", help="take an offered pipeline")
    composing.add_argument("--write", type=Path, metavar="FOLDER", help="write each pipeline to a file there")
    showing = _command(commands, "show", "show a stage, a pipeline, a model or a method; without a key, list them")
    showing.add_argument("key", nargs="?", help="a key such as RESEARCH or team.sales, or a pipeline file")
    showing.add_argument("--nouns", action="store_true", help="name stages by nouns instead of verbs")
    linting = _command(commands, "lint", "check pipelines against the rules")
    linting.add_argument("files", nargs="+", metavar="FILE", help="a pipeline file, or a library key")
    linting.add_argument("--strict", action="store_true", help="fail on warnings too")
    diffing = _command(commands, "diff", "compare two pipelines as typed changes")
    diffing.add_argument("old", help="a pipeline file, or a library key")
    diffing.add_argument("new", help="a pipeline file, or a library key")
    _command(commands, "check-library", "check every file of the library")
    return parser


def _answers(commands: Commands, name: str, words: str) -> argparse.ArgumentParser:
    command = _command(commands, name, words)
    command.add_argument("--answers", metavar="FILE", help="a YAML file of answers, - for standard input")
    command.add_argument("--save", type=Path, metavar="FILE", help="write the answers given to a file")
    command.add_argument("--overrule", choices=MODEL_KEYS, help="the model that you choose instead")
    return command


def _command(commands: Commands, name: str, words: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    command.add_argument("--format", choices=("text", "json", "yaml"), default="text", help="default: text")
    command.add_argument("--lang", choices=("en", "fr"), default=_language(), help="default: from LANG")
    return command


def _language() -> str:
    wanted = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "fr" if wanted.lower().startswith("fr") else "en"
