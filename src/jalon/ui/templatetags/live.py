"""The tag that makes a page learn of what others change."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse

from jalon.kernel.clock import now

register = template.Library()


@register.inclusion_tag("ui/_live.html", takes_context=True)
def live_updates(context: Context, deal: object = "", pipeline: object = "") -> dict[str, Any]:
    """Keeps the page's board of `pipeline`, or the record of `deal`, in step with what others do."""
    slug = context["viewer"].workspace.slug
    return {
        "events": _events(context["request"].get_host().rsplit(":", 1)[0], slug),
        "news": reverse("live:news", args=[slug]),
        "deals": reverse("deals:deals", args=[slug]),
        "since": now().isoformat(),
        "deal": deal,
        "pipeline": pipeline,
    }


def _events(host: str, slug: str) -> str:
    """Where the page listens; nowhere at an IPv6 literal, which no policy can allow: there the page asks."""
    if not settings.LIVE_PORT:
        return f"/live/{slug}/"
    return "" if ":" in host else f"http://{host}:{settings.LIVE_PORT}/live/{slug}/"
