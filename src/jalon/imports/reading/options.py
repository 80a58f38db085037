"""What a person may decide about the reading of a file, and how much a file may hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """None means "find out"; `header_row` counts from 1, and 0 says that the file has no header."""

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond these a file is refused before it can hurt.

    `bytes` are those on disk, `unpacked` those of an open workbook, `memory` those its reader may take.
    """

    bytes: int = 200_000_000
    unpacked: int = 1_500_000_000
    rows: int = 1_000_000
    columns: int = 300
    cell: int = 32_767
    seconds: int = 120
    memory: int = 4 << 30


ENCODINGS = ("utf-8", "cp1252", "utf-16", "iso-8859-15", "mac-roman", "cp850")
SEPARATORS = (",", ";", "\t", "|")
