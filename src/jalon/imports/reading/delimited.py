"""Text files: cells parted by a comma, semicolon, tab or bar, quoted or not, in whatever encoding."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from jalon.imports.reading.encoding import Found, detect_encoding
from jalon.imports.reading.options import SEPARATORS, Limits, ReadOptions
from jalon.imports.reading.separator import detect_separator
from jalon.imports.reading.shape import shape
from jalon.imports.reading.table import Note, NumberedRow, Table
from jalon.imports.reading.unreadable import Unreadable

SAMPLE = 64_000
END = "\x1cend of file"  # arrives as a row of its own, unless a quotation mark is still open


def read_delimited(path: Path, options: ReadOptions, limits: Limits) -> Table:
    """The table of a text file. Raises Unreadable."""
    found = Found(options.encoding) if options.encoding else detect_encoding(path)
    try:
        with path.open(encoding=found.encoding, errors="replace", newline="") as file:
            table = read_text(file, options, limits)
    except (UnicodeError, LookupError):
        raise Unreadable(
            _("This file is not text in the encoding %(encoding)s.") % {"encoding": found.encoding},
            remedy=_("Choose another encoding, or save the file as CSV in UTF-8."),
        ) from None
    damaged = (Note("damaged_text", {"count": found.damaged}),) if found.damaged else ()
    encoding = found.encoding.replace("-sig", "")
    return Table(table.frame, table.headers, table.header_row, encoding, table.separator, notes=damaged + table.notes)


def read_text(file: IO[str], options: ReadOptions, limits: Limits) -> Table:
    """The table of an open text. Raises Unreadable."""
    sample = file.read(SAMPLE)
    file.seek(0)
    told = options.separator if options.separator in SEPARATORS else None
    separator = told or _named_by_excel(sample) or detect_separator(sample)
    csv.field_size_limit(limits.cell * 8)
    rows = _rows(file, separator, limits)
    if _named_by_excel(sample):
        next(rows, None)
    return replace(shape(rows, options, limits), separator=separator)


def read_string(text: str, options: ReadOptions, limits: Limits) -> Table:
    """The table of a pasted text. Raises Unreadable."""
    return read_text(StringIO(text, newline=""), options, limits)


def _named_by_excel(sample: str) -> str | None:
    first = sample.split("\n", 1)[0].strip()
    return first[4:] if first.startswith("sep=") and len(first) == 5 else None


def _rows(file: IO[str], separator: str, limits: Limits) -> Iterator[NumberedRow]:
    reader = csv.reader(chain(file, [END]), delimiter=separator)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if row == [END]:
                return
            if row and max(map(len, row)) > limits.cell:
                raise _open_quote(number)
            if len(row) > 1 or (row and row[0]):
                if row[-1].endswith(END):
                    raise _open_quote(number)
                yield number, row
    except csv.Error:
        raise _open_quote(number + 1) from None


def _open_quote(number: int) -> Unreadable:
    return Unreadable(
        _("A cell of row %(row)s never ends: a quotation mark is opened there and not closed.") % {"row": number},
        remedy=_("Close or double the quotation mark in that row, and load the file again."),
        line=number,
    )
