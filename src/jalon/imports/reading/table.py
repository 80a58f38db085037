"""The table that reading gives: text cells under unique headers, with the row each came from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched

import polars as pl

ROW = "__row__"  # the row's number in the file as a spreadsheet shows it, counted from 1
CELLS = "__cells__"  # how many cells the row has, where that differs from the header; null otherwise
BATCH = 20_000
UNPRINTABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f]"


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about the reading; `code` is a key of `imports.words.NOTES`."""

    code: str
    facts: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """`frame` has ROW, CELLS and one text column per header; an empty cell is null, outer blanks are gone."""

    frame: pl.DataFrame
    headers: tuple[str, ...]
    header_row: int
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def height(self) -> int:
        """How many rows, without the header."""
        return self.frame.height


NumberedRow = tuple[int, Sequence[str]]


def frame_of(rows: Iterable[NumberedRow], headers: Sequence[str]) -> pl.DataFrame:
    """Rows as a frame, batch after batch so that only text in Polars' compact form piles up.

    Short rows are filled, long ones cut; both keep their count in CELLS unless only empty cells were cut.
    """
    width = len(headers)
    schema: dict[str, pl.DataType] = {ROW: pl.UInt32(), CELLS: pl.UInt16()}
    schema |= dict.fromkeys(headers, pl.String())
    frames = [
        pl.DataFrame(dict(zip(schema, zip(*batch, strict=True), strict=True)), schema=schema)
        for batch in batched(_squared(rows, width), BATCH)
    ]
    whole = pl.concat(frames) if frames else pl.DataFrame(schema=schema)
    clean = pl.col(headers).str.replace_all(UNPRINTABLE, "").str.strip_chars()
    return whole.with_columns(clean.replace("", None)) if headers else whole


def _squared(rows: Iterable[NumberedRow], width: int) -> Iterator[tuple[int | str | None, ...]]:
    for number, cells in rows:
        count = len(cells)
        if count == width:
            yield (number, None, *cells)
        elif count < width:
            yield (number, count, *cells, *[""] * (width - count))
        else:
            yield (number, count if any(cells[width:]) else None, *cells[:width])
