"""What events and sightings are about, in words: each room says how its records are called and where they open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from jalon.kernel.errors import Words
from jalon.orgs.models import Membership

Names = Callable[[Membership, set[UUID]], dict[UUID, str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its word, and how to name some of them."""

    words: Words
    names: Names | None


_kinds: dict[str, Kind] = {}
_pages: dict[str, str] = {}


def subjects_are(kind: str, words: Words, *, names: Names | None = None) -> None:
    """Say what records of `kind` are called; from a room's `subjects.py`."""
    _kinds[kind] = Kind(words, names)


def subjects_open(kind: str, page: str) -> None:
    """Say on which page records of `kind` open: its name, for an address of the workspace and the id."""
    _pages[kind] = page


def kind_words(kind: str) -> str:
    """The kind as people call it; its key when no room says."""
    known = _kinds.get(kind)
    return str(known.words) if known else kind


def subject_url(kind: str, subject_id: UUID, slug: str) -> str:
    """Where the record opens; "" when it has no page."""
    page = _pages.get(kind)
    return reverse(page, args=[slug, subject_id]) if page else ""


def subject_names(viewer: Membership, subjects: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    """The names of these (kind, id) pairs, one query a kind; those that are gone have none."""
    wanted: dict[str, set[UUID]] = {}
    for kind, subject_id in subjects:
        wanted.setdefault(kind, set()).add(subject_id)
    found: dict[UUID, str] = {}
    for kind, ids in wanted.items():
        known = _kinds.get(kind)
        if known and known.names:
            found |= known.names(viewer, ids)
    return found
