"""Writes results: to the terminal or a file, as JSON for machines and as tables for people."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jalon.analytics.cli.progress import tell
from jalon.analytics.report.spoken import are_figures

WIDEST = 48


def put(text: str, asked: argparse.Namespace) -> None:
    """Write the result where the command line asks for it, and wipe what told of the progress."""
    tell("", asked.lang)
    if asked.output is not None:
        asked.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def as_json(data: Mapping[str, Any]) -> str:
    """Give data as JSON, each key on a line of its own; instants in ISO 8601."""
    lines = [f" {_dumped(key)}: {_dumped(value)}" for key, value in data.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_spelled)


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give an underlined title and aligned columns, figures to the right; nothing for no rows."""
    if not rows:
        return ""
    cells = [[*map(_short, row[:-1]), row[-1]] for row in (heads, *rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(heads))]
    right = [are_figures(row[index] for row in rows) for index in range(len(heads))]
    lines = ["  ".join(_padded(*one) for one in zip(row, widths, right, strict=True)).rstrip() for row in cells]
    return "\n".join([title, "─" * len(title), *lines])


def _short(cell: str) -> str:
    return cell if len(cell) <= WIDEST else f"{cell[: WIDEST - 1]}…"


def _padded(cell: str, width: int, is_right: bool) -> str:
    return cell.rjust(width) if is_right else cell.ljust(width)


def _spelled(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")
