"""What happened last to the deals that one may see."""

from dataclasses import dataclass

from jalon.deals.models import Deal
from jalon.orgs.models import Membership
from jalon.timeline.models import Event
from jalon.timeline.queries import Entry, history

LOOKED_AT = 150  # events, newest first, among which those of visible deals are found
QUIET = frozenset({"evidence.stated", "evidence.withdrawn", "task.edited", "deal.edited"})


@dataclass(frozen=True, slots=True)
class Latest:
    """One event and its deal."""

    entry: Entry
    deal: Deal


def latest(viewer: Membership, *, limit: int) -> list[Latest]:
    """The last events of deals, newest first; small edits and evidence are passed over."""
    recorded = Event.objects.visible_to(viewer).filter(subject_kind="deal").order_by("-recorded_at", "-id")
    touched = set(recorded.values_list("subject_id", flat=True)[:LOOKED_AT])
    deals = Deal.objects.visible_to(viewer).live().select_related("company").in_bulk(touched)
    entries = history(viewer, subjects=[("deal", pk) for pk in deals], limit=limit * 6)
    told = [Latest(entry, deals[entry.subject_id]) for entry in entries if entry.verb not in QUIET]
    return told[:limit]
