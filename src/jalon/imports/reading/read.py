"""The front door: tell what kind of file it is, and read it."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from jalon.imports.reading.delimited import read_delimited, read_string
from jalon.imports.reading.encoding import detect_encoding
from jalon.imports.reading.options import Limits, ReadOptions
from jalon.imports.reading.table import Table
from jalon.imports.reading.unreadable import Unreadable
from jalon.imports.reading.workbook import is_workbook, read_workbook

NO_TEXT = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
SEVERAL, SHARE = 4, 30
READ = ReadOptions()
WITHIN = Limits()
ELSE = {
    b"%PDF": _("a PDF document"),
    b"\x89PNG": _("a picture"),
    b"\xff\xd8\xff": _("a picture"),
    b"GIF8": _("a picture"),
    b"\x1f\x8b": _("a compressed file"),
    b"7z\xbc\xaf": _("a compressed file"),
    b"Rar!": _("a compressed file"),
    b"PK": _("an archive that is not a workbook"),
    b"{": _("a JSON document"),
    b"<?xml": _("an XML document"),
    b"<!DOCTYPE": _("a web page"),
    b"<html": _("a web page"),
    b"<table": _("a web page"),
}


def read_table(path: Path, *, options: ReadOptions = READ, limits: Limits = WITHIN) -> Table:
    """The table in a CSV, XLSX, XLS or ODS file, whatever its name says. Raises Unreadable."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(_("This file is empty."), remedy=_("Choose a file that has a header and rows."))
    if size > limits.bytes:
        raise too_large(size, limits)
    if is_workbook(path):
        return read_workbook(path, options, limits)
    _refuse_other_kinds(path)
    return read_delimited(path, options, limits)


def too_large(size: int, limits: Limits, *, value: str = "") -> Unreadable:
    """The refusal of a file of so many bytes, called `value`."""
    problem = Unreadable(
        _("This file is %(size)s MB; %(limit)s MB is the most.")
        % {"size": size // 1_000_000, "limit": limits.bytes // 1_000_000},
        remedy=_("Cut it into several files and load them one after the other."),
    )
    problem.value = value or None
    return problem


def read_pasted(text: str, *, options: ReadOptions = READ, limits: Limits = WITHIN) -> Table:
    """The table in a text copied from a spreadsheet or a mail. Raises Unreadable."""
    if not text.strip():
        raise Unreadable(_("Nothing was pasted."), remedy=_("Copy the cells with their header, then paste them here."))
    return read_string(text.strip("\r\n"), options, limits)


def _refuse_other_kinds(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(4096)
    start = head.lstrip()
    kind = next((words for mark, words in ELSE.items() if start.startswith(mark)), None)
    if kind is None and _is_binary(head) and not detect_encoding(path).encoding.startswith("utf-16"):
        kind = _("a binary file")
    if kind is not None:
        raise Unreadable(
            _("This is %(kind)s, not a table.") % {"kind": kind},
            remedy=_("Save it as CSV, XLSX or ODS, and choose that file."),
        )


def _is_binary(head: bytes) -> bool:
    """A stray control letter happens in exports; several, and one byte in thirty, do not."""
    controls = len(head) - len(head.translate(None, NO_TEXT))
    return controls >= SEVERAL and controls * SHARE > len(head)
