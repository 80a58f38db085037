"""Writes results: to the terminal or a file, as JSON for machines and as tables for people."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

WIDEST = 48


def put(text: str, asked: argparse.Namespace) -> None:
    """Write the result where the command line asks for it."""
    if asked.output is not None:
        asked.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def as_json(data: Any) -> str:
    """Give data as JSON; instants in ISO 8601."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=_spelled) + "\n"


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give an underlined title and aligned columns, figures to the right; nothing for no rows."""
    if not rows:
        return ""
    cells = [[*map(_short, row[:-1]), row[-1]] for row in (heads, *rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(heads))]
    right = [all(row[index][:1].isdigit() for row in rows) for index in range(len(heads))]
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
