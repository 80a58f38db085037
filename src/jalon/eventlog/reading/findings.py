"""What reading itself finds wrong: cells that say nothing that can be read, instants without a zone."""

from typing import Literal

import polars as pl

from jalon.eventlog.problem import SHOWN_ROWS, Problem
from jalon.process.definitions.text import Text

FRENCH = {"instant": "un instant", "number": "un nombre"}


def unreadable(written: pl.Series, read: pl.Series, *, what: Literal["instant", "number"]) -> list[Problem]:
    """Cells that hold something, of which nothing could be made."""
    filled = written.cast(pl.String).str.strip_chars().str.len_chars().fill_null(0) > 0
    wrong = filled & read.is_null()
    if not wrong.any():
        return []
    example = written.filter(wrong).first()
    hour = what == "instant"
    return [
        Problem(
            code=f"unreadable-{what}",
            severity="error" if hour else "warning",
            message=Text(
                en=f"In column {written.name}, {example!r} is no {what} that can be read.",
                fr=f"Dans la colonne {written.name}, {example!r} n’est pas {FRENCH[what]} lisible.",
            ),
            remedy=Text(
                en="Write instants as 2024-01-31T09:30:00+01:00; an hour that the clocks skip in spring does not exist."
                if hour
                else "Write figures alone, such as 1250.50; these were left empty.",
                fr="Écrivez les instants ainsi : 2024-01-31T09:30:00+01:00 ; l’heure sautée au printemps n’existe pas."
                if hour
                else "Écrivez les chiffres seuls, comme 1250.50 ; ces cellules sont restées vides.",
            ),
            rows=_rows(wrong),
            count=int(wrong.sum()),
        )
    ]


def without_zone(written: pl.Series, zoneless: pl.Series) -> list[Problem]:
    """Instants whose zone nobody stated: read as UTC, which may be hours off."""
    if not zoneless.any():
        return []
    return [
        Problem(
            code="no-time-zone",
            severity="warning",
            message=Text(
                en=f"Column {written.name} states no time zone; it was read as UTC.",
                fr=f"La colonne {written.name} n’indique pas de fuseau horaire ; elle a été lue en UTC.",
            ),
            remedy=Text(en="Say --time-zone Europe/Paris, or yours.", fr="Précisez --time-zone Europe/Paris."),
            rows=_rows(zoneless),
            count=int(zoneless.sum()),
        )
    ]


def _rows(wrong: pl.Series) -> tuple[int, ...]:
    return tuple(int(row) + 1 for row in wrong.arg_true().head(SHOWN_ROWS))
