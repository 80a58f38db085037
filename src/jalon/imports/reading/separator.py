"""Find what parts the cells of a text file."""

import csv
from collections import Counter

from jalon.imports.reading.options import SEPARATORS

SAMPLE_ROWS = 200


def detect_separator(sample: str) -> str:
    """The separator that cuts most rows of `sample` into as many cells; a comma when none cuts any."""
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    widths = _widths(sample, separator)
    if not widths:
        return 0.0, 0
    width, rows = Counter(widths).most_common(1)[0]
    return (rows / len(widths) if width > 1 else 0.0), width


def _widths(sample: str, separator: str) -> list[int]:
    lines = sample.splitlines(keepends=True)[: SAMPLE_ROWS * 2]
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return []
    return [len(row) for row in rows[:SAMPLE_ROWS]]
