"""What changed in a workspace since a moment: asked for by pages that were told so, and by those that only poll."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from jalon.deals.models import Deal
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can
from jalon.site.live.ledger import LATE
from jalon.timeline.models import Event
from jalon.timeline.queries import words_of

MOST = 100


@workspace_view(Can.VIEW)
@never_cache
@require_GET
def news(request: MemberRequest) -> HttpResponse:
    """Events about deals recorded after `since` (or a little before), oldest first, each with who did what.

    Deals that the viewer may not see are named by their id alone. `more` says that there is too much to tell.
    """
    viewer, until = request.viewer, now()
    since = _instant(request.GET.get("since", "")) or until
    events = _events(viewer, since) if since < until else []
    answer = {
        "workspace": str(viewer.workspace_id),
        "until": until.isoformat(),
        "more": len(events) > MOST,
        "news": _told(viewer, events[:MOST]),
    }
    return JsonResponse(answer)


def _events(viewer: Membership, since: datetime) -> list[Event]:
    found = Event.objects.visible_to(viewer).filter(recorded_at__gt=since - LATE, subject_kind="deal")
    return list(found.order_by("recorded_at", "id")[: MOST + 1])


def _told(viewer: Membership, events: list[Event]) -> list[dict[str, Any]]:
    deals = Deal.objects.visible_to(viewer).in_bulk({event.subject_id for event in events})
    names = _names(viewer, {event.actor_id for event in events if event.actor_id})
    return [
        {"event": str(event.pk), "deal": str(event.subject_id)}
        | (_details(viewer, event, deal, names) if (deal := deals.get(event.subject_id)) else {})
        for event in events
    ]


def _details(viewer: Membership, event: Event, deal: Deal, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "title": deal.title,
        "edit": deal.edit,
        "pipeline": str(deal.pipeline_id),
        "who": names.get(event.actor_id, "") if event.actor_id else "",
        "did": words_of(event.verb),
        "mine": event.actor_id == viewer.pk,
    }


def _names(viewer: Membership, ids: Iterable[UUID]) -> dict[UUID, str]:
    members = Membership.objects.filter(workspace_id=viewer.workspace_id, pk__in=ids).select_related("user")
    return {member.pk: str(member.user) for member in members}


def _instant(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
