"""The words of the command line."""

import argparse
import os
from datetime import date
from pathlib import Path

type Commands = argparse._SubParsersAction[argparse.ArgumentParser]

COLUMNS = {
    "case": "the column that holds the deal, or what the events belong to",
    "activity": "the column that holds what happened",
    "timestamp": "the column that holds when",
    "actor": "the column that holds who did it",
    "amount": "the column that holds the amount",
    "direction": "the column that says in (the customer came) or out (the seller went)",
}
OUTCOMES = {
    "won": "activities that win, separated by commas",
    "lost": "activities that lose",
    "no_decision": "activities that end without a decision of the customer",
    "disqualified": "activities that put a case aside as none",
}


def parser() -> argparse.ArgumentParser:
    """Build the parser of every command."""
    return _build()[0]


def command_parsers() -> dict[str, argparse.ArgumentParser]:
    """Give the parser of each command by its name as one types it."""
    return {f"jalon {name}": command for name, command in _build()[1].choices.items()}


def _build() -> tuple[argparse.ArgumentParser, Commands]:
    whole = argparse.ArgumentParser(prog="jalon", description="What a log of events says; no server needed.")
    commands = whole.add_subparsers(dest="command", required=True, metavar="command")
    mining = _command(commands, "mine", "say what really happened: map, ways through, rework, hand-overs, bottlenecks")
    mining.add_argument(
        "--top", type=int, default=10, metavar="N", help="rows of each table of the text, 10 by default"
    )
    mining.add_argument("--write", type=Path, metavar="FILE", help="write the log too, as .csv, .parquet or .xes")
    measuring = _command(commands, "kpis", "measure what the log carries: rates, times and values, open deals censored")
    measuring.add_argument("--stages", type=_names, default=[], metavar="A,B,C", help="the stages, in order")
    measuring.add_argument("--line", metavar="A", help="the stage from which on a case is an opportunity")
    measuring.add_argument("--from", dest="start", type=date.fromisoformat, metavar="DAY", help="365 days by default")
    measuring.add_argument(
        "--to", dest="end", type=date.fromisoformat, metavar="DAY", help="the day after the log ends"
    )
    measuring.add_argument(
        "--tracked-since", type=date.fromisoformat, metavar="DAY", help="when the log began to be kept"
    )
    measuring.add_argument("--only", type=_names, default=[], metavar="K27[,K32]", help="only these KPIs")
    measuring.add_argument("--seed", type=int, default=1, help="of the intervals that draw, 1 by default")
    holding = _command(
        commands, "adherence", "hold each case against a published process, and see what deviating goes with"
    )
    holding.add_argument(
        "--process",
        required=True,
        metavar="FILE",
        help="the process: a pipeline file, or the key of one of the library",
    )
    holding.add_argument(
        "--as",
        dest="told",
        type=_pair,
        action="append",
        default=[],
        metavar="ACTIVITY=STAGE",
        help="what an activity is that the process calls otherwise, or STAGE.criterion; again for another",
    )
    holding.add_argument(
        "--ignore", type=_names, default=[], metavar="A[,B]", help="activities that are no deviation and not counted"
    )
    holding.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar="RULE",
        help="a rule to hold too: 'precedence(A, B)', 'response(A, B ≤ 1 d)', 'existence(A)', 'absence(A before B)'; "
        "again for another",
    )
    holding.add_argument(
        "--by", default="", metavar="COLUMN", help="a column to compare by, such as a team or a source"
    )
    holding.add_argument("--advised", action="store_true", help="ask for advised evidence as for required")
    holding.add_argument(
        "--top", type=int, default=20, metavar="N", help="rows of each table of the text, 20 by default"
    )
    return whole, commands


def _command(commands: Commands, name: str, words: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    command.add_argument("file", type=Path, metavar="FILE", help="a log: .csv, .parquet or .xes, also .csv.gz, .xes.gz")
    for column, what in COLUMNS.items():
        command.add_argument(f"--{column}", metavar="COLUMN", help=f"{what}; guessed by default")
    for outcome, what in OUTCOMES.items():
        command.add_argument(f"--{outcome.replace('_', '-')}", type=_names, default=[], metavar="A[,B]", help=what)
    command.add_argument("--lifecycle", type=_names, default=[], metavar="A[,B]", help="count only these transitions")
    command.add_argument("--drop-duplicates", action="store_true", help="count events that repeat others once")
    command.add_argument("--time-zone", metavar="ZONE", help="of times that state none, such as Europe/Paris")
    command.add_argument(
        "--engine", choices=("polars", "duckdb"), default="polars", help="what counts, polars by default"
    )
    command.add_argument("--format", choices=("text", "json", "html"), default="text", help="text by default")
    command.add_argument("--output", type=Path, metavar="FILE", help="write there instead of to the terminal")
    command.add_argument("--lang", choices=("en", "fr"), default=_language(), help="that of LANG by default")
    return command


def _names(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _pair(words: str) -> tuple[str, str]:
    name, is_there, part = words.rpartition("=")
    if not (name.strip() and is_there and part.strip()):
        raise argparse.ArgumentTypeError(f"{words!r} is not ACTIVITY=STAGE")
    return name.strip(), part.strip()


def _language() -> str:
    wanted = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "fr" if wanted.lower().startswith("fr") else "en"
