"""What happened last to the deals that one may see."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from jalon.deals.models import Deal
from jalon.orgs.models import Membership
from jalon.timeline.queries import Entry, recorded_last, started_at

LOOKED_AT = 150  # events, newest first, among which those of visible deals are found
LOOKS = 3
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
        entries = recorded_last(viewer, kind="deal", but=QUIET, before=before, limit=LOOKED_AT)
        for one in _seen(viewer, entries):
            acts.setdefault((one.entry.operation_id, one.entry.verb), []).append(one)
        before = started_at(viewer, entries[-1].operation_id) if len(entries) == LOOKED_AT else None
        if before is None or len(acts) >= limit:
            break
    return [_told(same) for same in list(acts.values())[:limit]]


def _seen(viewer: Membership, entries: list[Entry]) -> list[Latest]:
    touched = {entry.subject_id for entry in entries}
    deals = Deal.objects.visible_to(viewer).live().select_related("company").in_bulk(touched)
    return [Latest(entry, deals[entry.subject_id]) for entry in entries if entry.subject_id in deals]


def _told(same: list[Latest]) -> Latest:
    return replace(same[0], others=len({one.deal.pk for one in same}) > 1)
