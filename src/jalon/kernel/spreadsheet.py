"""Rows as a file that a spreadsheet opens: CSV line by line, XLSX with true dates and numbers."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import xlsxwriter

type Cell = str | int | float | Decimal | date | datetime | None

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
FORBIDDEN_IN_NAMES = "[]:*?/\\"
BYTE_ORDER_MARK = "\ufeff"
WIDTHS = {"date": 11, "datetime": 17, "amount": 14, "number": 8, "text": 28}
FORMATS = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm", "amount": "#,##0.00", "number": "0"}


class _Line:
    """A file that gives back the line written to it, for csv.writer."""

    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Lines of a CSV in UTF-8: points for decimals, ISO dates, and no text that a spreadsheet would run."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(header)
    for row in rows:
        yield writer.writerow([_plain(cell) for cell in row])


def xlsx_file(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], kinds: Sequence[str]) -> IO[bytes]:
    """An XLSX workbook of one sheet, open at its beginning; `kinds` are keys of WIDTHS, one per column."""
    import xlsxwriter  # three megabytes that no page without a workbook needs

    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    with TemporaryDirectory() as scratch:
        options = {"constant_memory": True, "tmpdir": str(Path(scratch)), "remove_timezone": True}
        with xlsxwriter.Workbook(file, options) as book:
            _fill(book, book.add_worksheet(_sheet_name(title)), header, rows, kinds)
    file.seek(0)
    return file


def _sheet_name(title: str) -> str:
    """The title without the signs that a sheet's name may not have, and no longer than 31 UTF-16 units."""
    plain = "".join(" " if sign in FORBIDDEN_IN_NAMES or not sign.isprintable() else sign for sign in title)
    short = plain.encode("utf-16-le")[:62].decode("utf-16-le", "ignore").strip(" '")
    return short if short and short.casefold() != "history" else "Sheet1"


def _fill(
    book: "xlsxwriter.Workbook",
    sheet: "xlsxwriter.workbook.Worksheet",
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    kinds: Sequence[str],
) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    formats = {kind: book.add_format({"num_format": pattern}) for kind, pattern in FORMATS.items()}
    for column, (name, kind) in enumerate(zip(header, kinds, strict=True)):
        sheet.set_column(column, column, WIDTHS[kind], formats.get(kind))
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 1)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, last, column, cell, formats.get(kinds[column]))
    sheet.autofilter(0, 0, last, len(header) - 1)


def _write(
    sheet: "xlsxwriter.workbook.Worksheet", row: int, column: int, cell: Cell, form: "xlsxwriter.format.Format | None"
) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, form)
    else:
        sheet.write_number(row, column, float(cell), form)


def _plain(cell: Cell) -> str | int | float | Decimal:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat(sep=" ", timespec="minutes") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA):
        return f"'{cell}"
    return cell
