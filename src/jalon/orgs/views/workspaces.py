"""The workspaces of a person, and the settings of one."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.kernel.clock import now
from jalon.kernel.errors import Refusal, Stale
from jalon.orgs.access import MemberRequest, signed_in, workspace_view
from jalon.orgs.actions import ask_for_second_factor, edit_workspace
from jalon.orgs.forms import show_refusal
from jalon.orgs.forms.second_factor import SecondFactorWish
from jalon.orgs.forms.workspaces import WorkspaceSettings
from jalon.orgs.models import User, Workspace
from jalon.orgs.queries import without_second_factor, workspaces_of
from jalon.orgs.roles import Can


@signed_in
@require_safe
def workspaces(request: HttpRequest) -> HttpResponse:
    """Every workspace one can open, to switch between them."""
    return render(request, "orgs/workspaces.html", {"workspaces": workspaces_of(cast("User", request.user))})


@workspace_view(Can.MANAGE_WORKSPACE)
@require_http_methods(["GET", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    """Calendar, currency and own words of the workspace."""
    stored = Workspace.objects.get(pk=request.viewer.workspace_id)
    form = WorkspaceSettings(request.POST or None, instance=stored, initial={"edit": stored.edit})
    if request.method == "POST" and form.is_valid():
        try:
            edit_workspace(changes=form.changes(), edit=form.cleaned_data["edit"], actor=request.actor, at=now())
        except Stale as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The settings were saved."))
            return redirect("orgs:settings", request.viewer.workspace.slug)
    context = {"form": form, "may_delete": request.viewer.may(Can.DELETE_WORKSPACE)}
    return render(request, "orgs/settings.html", context, status=422 if form.errors else 200)


@workspace_view(Can.MANAGE_WORKSPACE)
@require_http_methods(["GET", "POST"])
def second_factor(request: MemberRequest) -> HttpResponse:
    """Whether members must have a second step."""
    workspace = request.viewer.workspace
    form = SecondFactorWish(request.POST or None, initial={"wanted": bool(workspace.second_factor_since)})
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_second_factor(wanted=form.cleaned_data["wanted"], actor=request.actor, at=now())
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("The settings were saved."))
            return redirect("orgs:second_factor", workspace.slug)
    context = {"form": form, "without": without_second_factor(request.viewer), "since": workspace.second_factor_since}
    return render(request, "orgs/second_factor.html", context, status=422 if form.errors else 200)
