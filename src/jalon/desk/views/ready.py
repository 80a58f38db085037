"""The end of the first run: what the book lacks, the page to print, the board."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.deals.models import Deal
from jalon.deals.queries import pipelines_for
from jalon.desk.views.home import lack_lines
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can


@workspace_view()
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """What to do first with the deals that are there."""
    open_deals = Deal.objects.visible_to(request.viewer).open().count()
    context = {
        "has_process": bool(pipelines_for(request.viewer)),
        "open_deals": open_deals,
        "has_deals": open_deals > 0,
        "lacks": lack_lines(request.viewer, now()),
        "may_edit": request.viewer.may(Can.EDIT_DEALS),
    }
    return render(request, "desk/ready.html", context)
