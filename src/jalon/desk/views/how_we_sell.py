"""The page to print: how we sell, in French or in English, whoever reads it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from jalon.desk.how_we_sell import how_we_sell
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.process.definitions.text import Lang


@workspace_view()
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """In the language asked for by `lang`, or else the reader's."""
    asked = request.GET.get("lang") or get_language() or "en"
    language: Lang = "fr" if asked.startswith("fr") else "en"
    with override(language):
        told = how_we_sell(request.viewer, language=language, at=now())
        return render(request, "desk/how_we_sell.html", {"told": told, "viewer": request.viewer, "language": language})
