"""What happened last to the deals that one may see."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from jalon.deals.models import Deal
from jalon.orgs.models import Membership
from jalon.timeline.queries import Entry, recorded_last, started_at

LOOKED_AT = 150  # events, newest first, among which those of visible deals are found
LOOKS = 4
QUIET = frozenset({"evidence.stated", "evidence.withdrawn", "task.edited", "deal.edited"})

type Act = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Latest:
    """One event and its deal; `others`: the same happened to other deals in the same operation."""

    entry: Entry
    deal: Deal
    others: bool = False


def latest(viewer: Membership, *, limit: int) -> list[Latest]:
    """What was recorded last of deals, newest first; small edits and evidence are passed over, and what one operation
    did to many deals is told once. Where one operation fills all that is looked at, the look goes on before its start.
    """
    acts: dict[Act, list[Latest]] = {}
    before: datetime | None = None
    for _look in range(LOOKS):
        entries = recorded_last(viewer, before=before, limit=LOOKED_AT)
        for one in _seen(viewer, entries):
            acts.setdefault((one.entry.operation_id, one.entry.verb), []).append(one)
        if len(entries) < LOOKED_AT or len(acts) >= limit:
            break
        before = _before(viewer, entries)
    return [_told(same) for same in list(acts.values())[:limit]]


def _before(viewer: Membership, entries: list[Entry]) -> datetime:
    """Where the next look begins: before an operation that filled this one, however long it is."""
    last = entries[-1]
    fills = all(entry.operation_id == last.operation_id for entry in entries)
    return (started_at(viewer, last.operation_id) if fills else None) or last.recorded_at


def _seen(viewer: Membership, entries: list[Entry]) -> list[Latest]:
    told = [entry for entry in entries if entry.subject_kind == "deal" and entry.verb not in QUIET]
    deals = Deal.objects.visible_to(viewer).live().select_related("company")
    found = deals.in_bulk({entry.subject_id for entry in told})
    return [Latest(entry, found[entry.subject_id]) for entry in told if entry.subject_id in found]


def _told(same: list[Latest]) -> Latest:
    return replace(same[0], others=len({one.deal.pk for one in same}) > 1)
