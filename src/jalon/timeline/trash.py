"""What is in a workspace's trash, whichever room it belongs to: rooms above say here what they keep in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jalon.orgs.models import Membership


@dataclass(frozen=True, slots=True)
class TrashLine:
    """One trashed record. `restore_url` takes a POST that brings it back; empty when the viewer may not."""

    kind: str
    title: str
    trashed_at: datetime
    restore_url: str


Lines = Callable[[Membership, int], list[TrashLine]]

_bins: dict[str, Lines] = {}


def trash_shows(kind: str, lines: Lines) -> None:
    """Show trashed records of `kind`: `lines(viewer, limit)` gives them, newest first. Called from `reactions.py`."""
    _bins[kind] = lines


def trash(viewer: Membership, *, limit: int = 200) -> list[TrashLine]:
    """What the viewer sees in the trash, newest first."""
    found = [line for lines in _bins.values() for line in lines(viewer, limit)]
    return sorted(found, key=lambda line: line.trashed_at, reverse=True)[:limit]
