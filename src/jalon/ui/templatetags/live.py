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
    host = context["request"].get_host().rsplit(":", 1)[0]
    origin = f"http://{host}:{settings.LIVE_PORT}" if settings.LIVE_PORT else ""
    return {
        "events": f"{origin}/live/{slug}/",
        "news": reverse("live:news", args=[slug]),
        "deals": reverse("deals:deals", args=[slug]),
        "since": now().isoformat(),
        "deal": deal,
        "pipeline": pipeline,
    }
