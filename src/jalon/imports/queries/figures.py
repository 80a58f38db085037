"""What the dry run found, or the run did, in figures and sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from jalon.imports.models import Import
from jalon.imports.words import ROWS, created_words, reason_words, target_words


@dataclass(frozen=True, slots=True)
class Figures:
    """`new`, `updated`, `same`, `skipped`, `doubles`, `left_out` and `refused` add up to `rows`.

    `records` is (companies, people, deals) that are or would be created; `reasons` (field, why, rows, refuses) in order
    of weight; `close_names` (new name, name there) is advice.
    """

    rows: int
    new: int
    updated: int
    same: int
    skipped: int
    doubles: int
    left_out: int
    refused: int
    companies: int
    people: int
    deals: int
    reasons: tuple[tuple[str, str, int, bool], ...]
    close_names: tuple[tuple[str, str], ...]

    def counted(self) -> Iterator[tuple[str, str, int]]:
        """(key, label, rows) of what became of rows, without what became of none; new ones always."""
        for key, label in ROWS.items():
            if getattr(self, key) or key == "new":
                yield key, str(label), getattr(self, key)

    def created(self) -> str:
        """The records that are or would be new, in words."""
        return created_words(self.companies, self.people, self.deals)


def figures_of(import_: Import) -> Figures | None:
    """The run's own figures once it has run, the dry run's before; None when neither was."""
    verdict, counts = import_.verdict, import_.counts
    if verdict is None:
        return None
    went = (counts or verdict)["went"]
    records = (counts or verdict)["records"]
    return Figures(
        rows=verdict["rows"],
        new=went["new"],
        updated=went["updated"],
        same=went["same"],
        skipped=went["skipped"],
        doubles=went["double"],
        left_out=went["left_out"],
        refused=went["refused"],
        companies=records.get("company", {}).get("created", 0),
        people=records.get("person", {}).get("created", 0),
        deals=records.get("deal", {}).get("created", 0),
        reasons=tuple(
            (target_words(target), reason_words(code, *values), count, refuses)
            for target, code, refuses, count, *values in verdict["reasons"]
        ),
        close_names=tuple((new, there) for new, there in verdict["close_names"]),
    )
