"""What happened last to the deals that one may see."""

from dataclasses import dataclass
from uuid import UUID

from jalon.deals.models import Deal
from jalon.orgs.models import Membership
from jalon.timeline.models import Event
from jalon.timeline.queries import Entry, history

LOOKED_AT = 150  # events, newest first, among which those of visible deals are found
QUIET = frozenset({"evidence.stated", "evidence.withdrawn", "task.edited", "deal.edited"})

type Act = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Latest:
    """One event and its deal; `others`: the same happened to other deals in the same operation."""

    entry: Entry
    deal: Deal
    others: bool


def latest(viewer: Membership, *, limit: int) -> list[Latest]:
    """The last events of deals, newest first; small edits and evidence are passed over, and what one operation did to
    many deals is told once.
    """
    recorded = Event.objects.visible_to(viewer).filter(subject_kind="deal").order_by("-recorded_at", "-id")
    touched = set(recorded.values_list("subject_id", flat=True)[:LOOKED_AT])
    deals = Deal.objects.visible_to(viewer).live().select_related("company").in_bulk(touched)
    entries = history(viewer, subjects=[("deal", pk) for pk in deals], limit=LOOKED_AT)
    acts: dict[Act, list[Entry]] = {}
    for entry in entries:
        if entry.verb not in QUIET:
            acts.setdefault((entry.operation_id, entry.verb), []).append(entry)
    return [_told(same, deals) for same in list(acts.values())[:limit]]


def _told(same: list[Entry], deals: dict[UUID, Deal]) -> Latest:
    first = same[0]
    return Latest(first, deals[first.subject_id], others=len({entry.subject_id for entry in same}) > 1)
