"""Find the encoding of a text file by reading all of it."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 20
MOSTLY = 0.05  # a file with fewer wrong sequences than this, per sequence beyond ASCII, is damaged UTF-8
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Found:
    """`encoding` is a Python codec; `damaged` counts the sequences that it cannot decode."""

    encoding: str
    damaged: int = 0


def detect_encoding(path: Path) -> Found:
    """UTF-8 with or without mark, UTF-16, else Windows-1252, which is what old spreadsheets write."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return Found(encoding)
    without_mark = _utf16_without_mark(head)
    if without_mark:
        return Found(without_mark)
    wrong, beyond_ascii = _utf8_damage(path)
    if not wrong:
        return Found("utf-8")
    return Found("utf-8", wrong) if wrong <= MOSTLY * beyond_ascii else Found("cp1252")


def _utf16_without_mark(head: bytes) -> str | None:
    pairs = max(len(head) // 2, 1)
    low, high = head[0::2].count(0), head[1::2].count(0)
    if high > 0.4 * pairs and low < 0.05 * pairs:
        return "utf-16-le"
    return "utf-16-be" if low > 0.4 * pairs and high < 0.05 * pairs else None


def _utf8_damage(path: Path) -> tuple[int, int]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    wrong = beyond = 0
    for block in _blocks(path):
        text = decoder.decode(block)
        if not text.isascii():
            wrong += text.count("\ufffd")
            beyond += sum(char > "\x7f" for char in text)
    return wrong + decoder.decode(b"", final=True).count("\ufffd"), beyond


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
