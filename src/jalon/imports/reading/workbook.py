"""Workbooks (XLSX, XLS, ODS), opened by a short-lived child process.

A workbook of two cells can ask for half a terabyte of memory, and one of 10 MB unpack to 10 GB: whatever it
does, it does to the child, whose memory and time are bounded, and a person is told.
"""

import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from jalon.imports.reading.options import Limits, ReadOptions
from jalon.imports.reading.shape import shape
from jalon.imports.reading.table import Table
from jalon.imports.reading.unreadable import Unreadable

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
INSIDE = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
BLOCK = 1 << 16


def is_workbook(path: Path) -> bool:
    """Whether the content, not the name, says that this is a workbook."""
    with path.open("rb") as file:
        head = file.read(4)
    if head == OLE:
        return True
    if head != ZIP:
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(INSIDE & set(archive.namelist()))
    except (zipfile.BadZipFile, OSError):
        raise _damaged() from None


def read_workbook(path: Path, options: ReadOptions, limits: Limits) -> Table:
    """The table of one sheet: `options.sheet`, or the one with the most cells. Raises Unreadable."""
    _refuse_bomb(path, limits)
    with TemporaryDirectory(prefix="jalon-") as folder:
        answer = _ask_child(path, Path(folder), options, limits)
        frame = pl.read_parquet(Path(folder) / "cells.parquet")
    rows = ((number, [cell or "" for cell in cells]) for number, *cells in frame.iter_rows())
    table = shape(rows, options, limits)
    sheets = tuple(answer["sheets"])
    return Table(table.frame, table.headers, table.header_row, "", "", answer["sheet"], sheets, table.notes)


def _ask_child(path: Path, folder: Path, options: ReadOptions, limits: Limits) -> dict[str, Any]:
    order = {
        "path": str(path),
        "folder": str(folder),
        "sheet": options.sheet,
        "rows": limits.rows + 20,
        "columns": limits.columns,
        "memory": limits.memory,
    }
    command = [sys.executable, "-m", "jalon.imports.reading.child", json.dumps(order)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=limits.seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise _too_heavy() from None
    if done.returncode != 0:
        raise _too_heavy()
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise _refusal(answer)
    return answer


def _refuse_bomb(path: Path, limits: Limits) -> None:
    if not zipfile.is_zipfile(path):
        return
    try:
        _weigh(path, limits)
    except (zlib.error, zipfile.BadZipFile):
        raise _damaged() from None


def _weigh(path: Path, limits: Limits) -> None:
    unpacked = 0
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        for entry in archive.infolist():
            for size in _real_sizes(file, entry):
                unpacked += size
                if unpacked > limits.unpacked:
                    raise Unreadable(
                        _("This workbook unpacks to more than %(limit)s MB.") % {"limit": limits.unpacked // 1_000_000},
                        remedy=_("Save only the sheet that you need as CSV, and load that."),
                    )


def _real_sizes(file: IO[bytes], entry: zipfile.ZipInfo) -> Iterator[int]:
    """Sizes of the blocks that an entry really unpacks to, whatever its header says."""
    file.seek(entry.header_offset)
    header = file.read(30)
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    file.seek(entry.header_offset + 30 + names)
    left = entry.compress_size
    if entry.compress_type == zipfile.ZIP_STORED:
        yield left
        return
    unpack = zlib.decompressobj(-15)
    while left > 0 and (block := file.read(min(BLOCK, left))):
        left -= len(block)
        while block:
            yield len(unpack.decompress(block, BLOCK))
            block = unpack.unconsumed_tail


def _damaged() -> Unreadable:
    return Unreadable(
        _("This workbook is damaged."), remedy=_("Save it again from your spreadsheet, or load it as CSV.")
    )


def _too_heavy() -> Unreadable:
    return Unreadable(
        _("This workbook asks for more memory or time than a table of this size should."),
        remedy=_("Copy the cells into a new workbook, or save the sheet as CSV, and load that."),
    )


def _refusal(answer: dict[str, Any]) -> Unreadable:
    if answer["error"] == "password":
        return Unreadable(
            _("This workbook is protected by a password."),
            remedy=_("Save it without password, and load it again."),
        )
    if answer["error"] == "sheet":
        return Unreadable(_("This workbook has no sheet “%(sheet)s”.") % answer, remedy=_("Choose one of its sheets."))
    if answer["error"] == "empty":
        return Unreadable(
            _("This workbook has no filled sheet."), remedy=_("Choose a file that has a header and rows.")
        )
    return Unreadable(
        _("This workbook cannot be read: %(why)s.") % {"why": answer.get("why", "")},
        remedy=_("Save it again from your spreadsheet, or load it as CSV."),
    )
