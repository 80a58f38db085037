"""A workbook as a spreadsheet writes it under a password: an OLE container with two streams, all of it unreadable.

Sectors after the header, as [MS-CFB] lays them out: the table of sectors, the directory, then the streams.
"""

import struct

SECTOR, END, FREE, NO = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
HEADER = struct.Struct("<8s16xHHHHH6xIIIIIIIIII")
ENTRY = struct.Struct("<64sHBBIII16xI8x8xIQ")


def encrypted_workbook(size: int = 8_192) -> bytes:
    """EncryptionInfo and EncryptedPackage of `size` bytes (a multiple of a sector), as [MS-OFFCRYPTO] names them."""
    each = size // SECTOR
    chains = [*_chain(2, each), *_chain(2 + each, each)]
    sectors = struct.pack("<128I", 0xFFFFFFFD, END, *chains, *[FREE] * (126 - len(chains)))
    entries = [
        _entry("Root Entry", kind=5, child=1, start=END, size=0),
        _entry("EncryptionInfo", kind=2, right=2, start=2, size=size),
        _entry("EncryptedPackage", kind=2, start=2 + each, size=size),
        bytes(128),
    ]
    info = struct.pack("<HHI", 4, 4, 0x40).ljust(size, b" ")  # agile encryption
    secret = struct.pack("<Q", size - 8) + bytes(n * 167 % 251 for n in range(size - 8))
    return _header() + sectors + b"".join(entries) + info + secret


def _header() -> bytes:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    fixed = HEADER.pack(magic, 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    return fixed + struct.pack("<108I", *[FREE] * 108)


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), END]


def _entry(name: str, *, kind: int, start: int, size: int, child: int = NO, right: int = NO) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    return ENTRY.pack(letters.ljust(64, b"\0"), len(letters), kind, 1, NO, right, child, 0, start, size)
