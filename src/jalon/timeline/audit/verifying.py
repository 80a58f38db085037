"""Verifying: every row and every seal of a chain against what was sealed, up to the first that does not hold."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from jalon.timeline.audit.digests import SOURCES, Entry, unpack
from jalon.timeline.audit.heads import Head
from jalon.timeline.audit.sealing import GENESIS, OVERLAP, head_of, seal_hash, waiting
from jalon.timeline.models import Purge, Seal


class Why(StrEnum):
    """What does not hold."""

    ALTERED = "was altered since it was sealed"
    DELETED = "was sealed and is gone, and no purge says why"
    INSERTED = "was put in afterwards, among rows sealed long ago"
    SEAL_ALTERED = "is in a seal that was altered"
    SEAL_MISSING = "should follow, in a seal that is gone"
    TRUNCATED = "is where the chain ends: the head kept elsewhere says it went on"
    REWRITTEN = "ends a seal that is not the one whose head was kept elsewhere"


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that does not hold: its place in the chain (0: none), its row, and why."""

    place: int
    kind: str
    row_id: UUID | None
    why: Why

    def __str__(self) -> str:
        row = f" ({self.kind} {self.row_id})" if self.row_id else ""
        return f"entry {self.place}{row} {self.why}" if self.place else f"{self.kind} {self.row_id} {self.why}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one workspace's chain stands."""

    workspace_id: UUID
    seals: int
    entries: int
    erased: int
    waiting: int
    broken: Break | None


@dataclass(slots=True)
class _Walk:
    """What a walk along the chain has met so far."""

    workspace_id: UUID
    horizon: datetime | None
    purges: list[datetime]
    heads: dict[int, str]
    number: int = 0
    place: int = 1
    erased: int = 0
    previous: str = GENESIS
    present: "Counter[str]" = field(default_factory=Counter)

    def breaks(self) -> Iterator[Break]:
        """Every break, in the order of the chain; the walk goes on only while somebody asks for more."""
        seals = Seal.objects.filter(workspace_id=self.workspace_id).order_by("number")
        for seal in seals.iterator(chunk_size=20):
            if seal.number != self.number + 1 or seal.first != self.place:
                yield Break(self.place, "", None, Why.SEAL_MISSING)
            yield from self._within(seal)
            self.number, self.previous = seal.number, seal.hash
            if self.heads.pop(seal.number, seal.hash) != seal.hash:
                yield Break(self.place - 1, "", None, Why.REWRITTEN)
        if self.heads:
            yield Break(self.place, "", None, Why.TRUNCATED)
        yield from self._inserted()

    def _within(self, seal: Seal) -> Iterator[Break]:
        try:
            entries = list(unpack(bytes(seal.entries)))
        except ValueError:
            entries = []
        yield from self._against_rows(seal, entries)
        if seal.hash != seal_hash(seal, self.previous):
            yield Break(seal.first, "", None, Why.SEAL_ALTERED)
        self.place = seal.first + len(entries)

    def _against_rows(self, seal: Seal, entries: list[Entry]) -> Iterator[Break]:
        stored = {
            code: source.digests(self.workspace_id, [one.row_id for one in entries if one.code == code])
            for code, source in SOURCES.items()
        }
        for place, entry in enumerate(entries, start=seal.first):
            source = SOURCES.get(entry.code)
            moment, digest = stored.get(entry.code, {}).get(entry.row_id, (None, b""))
            if source is None:
                yield Break(place, "", entry.row_id, Why.SEAL_ALTERED)
            elif moment is None:
                yield from self._missing(place, source.kind, entry.row_id, seal)
            elif digest != entry.digest:
                yield Break(place, source.kind, entry.row_id, Why.ALTERED)
            else:
                self.present[entry.code] += self.horizon is not None and moment <= self.horizon

    def _missing(self, place: int, kind: str, row_id: UUID, seal: Seal) -> Iterator[Break]:
        if any(started >= seal.sealed_at for started in self.purges):
            self.erased += 1
        else:
            yield Break(place, kind, row_id, Why.DELETED)

    def _inserted(self) -> Iterator[Break]:
        """Rows older than what may still be committed must all be sealed: counted first, looked for only if not."""
        for code, source in SOURCES.items():
            if self.horizon is None:
                return
            old = source.rows(self.workspace_id).filter(**{f"{source.moment}__lte": self.horizon})
            if old.count() != self.present[code]:
                sealed = self._ids(code)
                ids = old.order_by(source.moment, "id").values_list("id", flat=True).iterator()
                yield from (Break(0, source.kind, one, Why.INSERTED) for one in ids if one not in sealed)

    def _ids(self, code: str) -> set[UUID]:
        packed = Seal.objects.filter(workspace_id=self.workspace_id).values_list("entries", flat=True)
        return {
            one.row_id for some in packed.iterator(chunk_size=20) for one in unpack(bytes(some)) if one.code == code
        }


def verify(workspace_id: UUID, *, heads: Iterable[Head] = ()) -> Verdict:
    """Walk the chain of one workspace, whether it still stands or was erased; `heads` were kept elsewhere."""
    last = head_of(workspace_id)
    purges = Purge.objects.filter(workspace_id=workspace_id, ended_at__isnull=False)
    walk = _Walk(
        workspace_id=workspace_id,
        horizon=last.until - OVERLAP if last else None,
        purges=list(purges.values_list("started_at", flat=True)),
        heads={head.number: head.hash for head in heads if head.workspace_id == workspace_id},
    )
    broken = next(walk.breaks(), None)
    return Verdict(
        workspace_id=workspace_id,
        seals=walk.number,
        entries=walk.place - 1,
        erased=walk.erased,
        waiting=waiting(workspace_id),
        broken=broken,
    )
