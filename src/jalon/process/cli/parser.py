"""The words of the command line."""

import argparse
import os
from pathlib import Path

from jalon.process.definitions.sales_model import MODEL_KEYS

type Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def parser(prog: str) -> argparse.ArgumentParser:
    """Build the parser of every command, as `prog` calls them."""
    return _build(prog)[0]


def command_parsers() -> dict[str, argparse.ArgumentParser]:
    """Give the parser of each command by its name as one types it."""
    commands = _build("jalon process")[1].choices
    return {f"jalon process {name}": command for name, command in commands.items()}


def _build(prog: str) -> tuple[argparse.ArgumentParser, Commands]:
    whole = argparse.ArgumentParser(prog=prog, description="How you sell, and the process that fits it.")
    commands = whole.add_subparsers(dest="command", required=True, metavar="command")
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
    writing = _command(commands, "docs", "write the reference pages on questions, stages, pipelines, rules and more")
    writing.add_argument("folder", type=Path, help="where the pages go, such as docs/reference")
    writing.add_argument("--check", action="store_true", help="write nothing, fail when a page is stale")
    return whole, commands


def _answers(commands: Commands, name: str, words: str) -> argparse.ArgumentParser:
    command = _command(commands, name, words)
    command.add_argument("--answers", metavar="FILE", help="a YAML file of answers, - for standard input")
    command.add_argument("--save", type=Path, metavar="FILE", help="write the answers given to a file")
    command.add_argument("--overrule", choices=MODEL_KEYS, help="the model that you choose instead")
    return command


def _command(commands: Commands, name: str, words: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    command.add_argument("--format", choices=("text", "json", "yaml"), default="text", help="text by default")
    command.add_argument("--lang", choices=("en", "fr"), default=_language(), help="that of LANG by default")
    return command


def _language() -> str:
    wanted = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "fr" if wanted.lower().startswith("fr") else "en"
