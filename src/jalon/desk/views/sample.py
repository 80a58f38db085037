"""Remove a sample."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon.desk.sample import remove_sample
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can


@workspace_view(Can.DELETE_WORKSPACE)
@require_POST
def removal(request: MemberRequest) -> HttpResponse:
    """The sample and its invented people are gone for good."""
    remove_sample(actor=request.actor, at=now())
    messages.success(request, _("The sample was removed."))
    return redirect("home")
