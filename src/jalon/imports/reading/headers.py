"""Find the header row, and give every column a name of its own."""

import re
from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from jalon.imports.reading.table import CELLS, ROW, Note
from jalon.imports.reading.unreadable import Unreadable

LOOK_AT = 20
DATUM = re.compile(
    r"[^@\s]+@[^@\s]+\.\w+"  # an e-mail address
    r"|[-+(]?[\d\s'.,]+\)?\s*(%|[€$£]|EUR|USD)?"  # a figure
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?"  # a date
)


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """The place in `rows` (from 0) of the header: the first row about as wide as the rest. Raises Unreadable.

    Title lines above it, as many exports have, are passed over.
    """
    widths = [sum(bool(cell.strip()) for cell in row) for row in rows[:LOOK_AT]]
    if not any(widths):
        raise Unreadable(_("This file is empty."), remedy=_("Choose a file that has a header and rows."))
    usual = Counter(width for width in widths if width).most_common(1)[0][0]
    place = next(index for index, width in enumerate(widths) if width >= max(1, 0.6 * usual))
    if looks_like_data(rows[place]):
        raise Unreadable(
            _("Row %(row)s should hold the names of the columns, but it looks like data: “%(sample)s”.")
            % {"row": place + 1, "sample": _sample(rows[place])},
            remedy=_("Add a first row that names the columns, or say that the file has no header."),
            line=place + 1,
        )
    return place


def looks_like_data(cells: Sequence[str]) -> bool:
    """Whether a row holds figures, dates or e-mail addresses, as no header does."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    data = sum(bool(DATUM.fullmatch(cell)) for cell in filled)
    return bool(filled) and (data >= 2 or data == len(filled)) and data >= 0.25 * len(filled)


def name_columns(cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """Unique names in the order of `cells`: nameless columns get their letter, repeated names a number."""
    names: list[str] = []
    notes: list[Note] = []
    taken: dict[str, str] = {ROW: "", CELLS: ""}
    for index, cell in enumerate(cells):
        name = " ".join(cell.split()) or f"({column_letter(index)})"
        if name in taken:
            first, count = name, 2
            while (name := f"{first} ({count})") in taken:
                count += 1
            facts: dict[str, str | int] = {
                "name": first,
                "first": taken[first],
                "second": column_letter(index),
                "new": name,
            }
            notes.append(Note("repeated_header", facts))
        taken[name] = column_letter(index)
        names.append(name)
    return tuple(names), tuple(notes)


def column_letter(index: int) -> str:
    """A, B, … Z, AA: the column's name in a spreadsheet, `index` counting from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sample(cells: Sequence[str]) -> str:
    return ", ".join(cell.strip() for cell in cells[:4] if cell.strip())[:80]
