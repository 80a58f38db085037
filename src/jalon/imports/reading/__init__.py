"""From a file or pasted text to a table of text: nothing is guessed about what a cell means."""

from jalon.imports.reading.options import Limits, ReadOptions
from jalon.imports.reading.read import read_pasted, read_table, too_large
from jalon.imports.reading.table import CELLS, ROW, Note, Table
from jalon.imports.reading.unreadable import Unreadable

__all__ = [
    "CELLS",
    "ROW",
    "Limits",
    "Note",
    "ReadOptions",
    "Table",
    "Unreadable",
    "read_pasted",
    "read_table",
    "too_large",
]
