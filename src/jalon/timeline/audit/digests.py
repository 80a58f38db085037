"""The digest of a row: of what it says, whichever engine keeps it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model, QuerySet

from jalon.timeline.models import Event, Purge, Sighting

SIZE = 1 + 16 + 32  # code, id, digest


class Entry(NamedTuple):
    """One place in the chain: which row, and what it said when it was sealed."""

    code: str
    row_id: UUID
    digest: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A table under seal. `fields` are pinned: a column added later is sealed under a new code, or old seals break."""

    code: str
    kind: str
    model: type[Model]
    moment: str
    fields: tuple[str, ...]

    def rows(self, workspace_id: UUID) -> "QuerySet[Any]":
        """What the workspace has in this table that is finished and can be sealed."""
        rows = self.model._default_manager.filter(workspace_id=workspace_id)
        return rows.filter(**{f"{self.moment}__isnull": False})

    def digests(self, workspace_id: UUID, ids: Iterable[UUID]) -> dict[UUID, tuple[datetime, bytes]]:
        """The moment and digest of each of these rows that is there."""
        wanted = self.rows(workspace_id).filter(pk__in=list(ids)).values_list(self.moment, *self.fields)
        return {values[1]: (values[0], digest_of(values[1:])) for values in wanted}


_WHO = ("actor_id", "on_behalf_of_id", "door")
_EVENT = (
    *("id", "workspace_id", "operation_id", "at", "recorded_at", *_WHO),
    *("verb", "version", "subject_kind", "subject_id", "particulars"),
)
_SIGHTING = (
    *("id", "workspace_id", "recorded_at", *_WHO),
    *("page", "subject_kind", "subject_id", "rows", "is_export", "request_id"),
)
_PURGE = ("id", "workspace_id", "reason", "started_at", "ended_at", "actor_id", "rows")

SOURCES = {
    "e": Source("e", "event", Event, "recorded_at", _EVENT),
    "p": Source("p", "purge", Purge, "ended_at", _PURGE),
    "s": Source("s", "sighting", Sighting, "recorded_at", _SIGHTING),
}


def digest_of(values: Sequence[Any]) -> bytes:
    """SHA-256 of the values as JSON in one spelling: sorted keys, instants in UTC, whole floats as integers."""
    text = json.dumps([_plain(value) for value in values], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


def pack(entries: Iterable[Entry]) -> bytes:
    """Entries as the bytes that a seal keeps: 49 each."""
    return b"".join(entry.code.encode() + entry.row_id.bytes + entry.digest for entry in entries)


def unpack(packed: bytes) -> Iterator[Entry]:
    """The entries in a seal's bytes. Raises ValueError when they are no entries."""
    if len(packed) % SIZE:
        raise ValueError("these are not the bytes of whole entries")
    for start in range(0, len(packed), SIZE):
        code = chr(packed[start])
        yield Entry(code, UUID(bytes=packed[start + 1 : start + 17]), packed[start + 17 : start + SIZE])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
