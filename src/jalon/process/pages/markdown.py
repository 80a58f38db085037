"""Small pieces of Markdown."""

import inspect
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table; bars inside a cell are escaped and line ends become spaces."""
    lines = [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]
    return "\n".join(lines) + "\n"


def bullets(items: Iterable[str]) -> str:
    """Give a list."""
    return "".join(f"- {item}\n" for item in items)


def code(words: str) -> str:
    """Give words as code."""
    return f"`{words}`"


def sentence(thing: object) -> str:
    """Give the docstring of a function or module, on one line."""
    return " ".join((inspect.getdoc(thing) or "").split())


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '&#124;') for cell in cells)} |"
