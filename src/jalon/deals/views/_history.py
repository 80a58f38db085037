"""One page of what happened to records, in words: the newest, or what came before an event."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from jalon.deals.models import Deal
from jalon.deals.views._moments import MomentWriter
from jalon.orgs.access import MemberRequest
from jalon.timeline.queries import history

PAGE = 40


def history_page(
    request: MemberRequest,
    *,
    subjects: list[tuple[str, UUID]],
    deals: Iterable[Deal],
    at: datetime,
    url: str,
    kinds: set[str] | None = None,
    names_deals: bool = False,
) -> dict[str, Any]:
    """`runs`, and `more_url`, the address of what came before them; the address asked for says `before` what."""
    before = _cursor(request.GET.get("before", ""))
    entries = history(request.viewer, subjects=subjects, kinds=kinds, before=before, limit=PAGE + 1)
    writer = MomentWriter(request.viewer, at=at, deals=deals, names_deals=names_deals)
    sign = "&" if "?" in url else "?"
    more = f"{url}{sign}before={entries[PAGE - 1].event_id}" if len(entries) > PAGE else ""
    return {"runs": writer.runs(entries[:PAGE]), "more_url": more}


def _cursor(text: str) -> UUID | None:
    """The event that is named; None for what names none."""
    try:
        return UUID(text)
    except ValueError:
        return None
