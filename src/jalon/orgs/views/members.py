"""The members of a workspace, its teams, and who is invited."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.kernel.clock import now
from jalon.kernel.errors import Refusal
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.actions import (
    change_member,
    create_team,
    delete_team,
    invite,
    leave_workspace,
    remove_member,
    rename_team,
    revoke_invitation,
)
from jalon.orgs.forms import show_refusal
from jalon.orgs.forms.members import Invite, Standing, TeamName
from jalon.orgs.queries import (
    invitation_for,
    member_in,
    members,
    open_invitations,
    team_for,
    teams,
)
from jalon.orgs.roles import Can


@workspace_view()
@require_safe
def member_list(request: MemberRequest) -> HttpResponse:
    """Who is in the workspace; for those who manage members, who is invited too."""
    return _page(request)


@workspace_view(Can.MANAGE_MEMBERS)
@require_http_methods(["GET", "POST"])
def member(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """One member's role, scope and team."""
    person = member_in(request.viewer, member_id)
    now_is = {"role": person.role, "scope": person.scope, "team": person.team}
    form = Standing(request.POST or None, viewer=request.viewer, initial=now_is)
    if request.method == "POST" and form.is_valid():
        try:
            change_member(member=person, actor=request.actor, at=now(), **form.cleaned_data)
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            return _back(request, _("%(name)s’s rights were changed.") % {"name": person.user})
    context = {"form": form, "member": person}
    return render(request, "orgs/member.html", context, status=422 if form.errors else 200)


@workspace_view(Can.MANAGE_MEMBERS)
@require_POST
def member_removal(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """End somebody's membership."""
    person = member_in(request.viewer, member_id)
    remove_member(member=person, actor=request.actor, at=now())
    return _back(request, _("%(name)s is no longer a member.") % {"name": person.user})


@workspace_view()
@require_POST
def departure(request: MemberRequest) -> HttpResponse:
    """Leave the workspace oneself."""
    leave_workspace(actor=request.actor, at=now())
    return redirect("accounts:workspaces")


@workspace_view(Can.MANAGE_MEMBERS)
@require_POST
def invitations(request: MemberRequest) -> HttpResponse:
    """Invite one person; the link is shown once, to be passed on."""
    form = Invite(request.POST, viewer=request.viewer)
    if form.is_valid():
        try:
            invitation, token = invite(actor=request.actor, at=now(), **form.cleaned_data)
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            link = request.build_absolute_uri(reverse("accounts:join", args=[token]))
            return render(request, "orgs/invited.html", {"invitation": invitation, "link": link})
    return _page(request, invite_form=form)


@workspace_view(Can.MANAGE_MEMBERS)
@require_POST
def invitation_removal(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = invitation_for(request.viewer, invitation_id)
    revoke_invitation(invitation=invitation, actor=request.actor, at=now())
    return _back(request, _("The invitation of %(email)s was taken back.") % {"email": invitation.email})


@workspace_view(Can.MANAGE_MEMBERS)
@require_POST
def team_list(request: MemberRequest) -> HttpResponse:
    """Create a team."""
    form = TeamName(request.POST)
    if form.is_valid():
        try:
            create_team(name=form.cleaned_data["name"], actor=request.actor, at=now())
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            return _back(request, _("The team was created."))
    return _page(request, team_form=form)


@workspace_view(Can.MANAGE_MEMBERS)
@require_http_methods(["GET", "POST"])
def team(request: MemberRequest, team_id: UUID) -> HttpResponse:
    """Rename a team."""
    current = team_for(request.viewer, team_id)
    form = TeamName(request.POST or None, initial={"name": current.name})
    if request.method == "POST" and form.is_valid():
        try:
            rename_team(team=current, name=form.cleaned_data["name"], actor=request.actor, at=now())
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            return _back(request, _("The team was renamed."))
    context = {"form": form, "team": current}
    return render(request, "orgs/team.html", context, status=422 if form.errors else 200)


@workspace_view(Can.MANAGE_MEMBERS)
@require_POST
def team_removal(request: MemberRequest, team_id: UUID) -> HttpResponse:
    """Delete a team; its members stay."""
    delete_team(team=team_for(request.viewer, team_id), actor=request.actor, at=now())
    return _back(request, _("The team was deleted; its members stay in the workspace."))


def _page(
    request: MemberRequest, *, invite_form: Invite | None = None, team_form: TeamName | None = None
) -> HttpResponse:
    manages = request.viewer.may(Can.MANAGE_MEMBERS)
    context = {
        "members": members(request.viewer),
        "teams": teams(request.viewer),
        "manages": manages,
        "invitations": open_invitations(request.viewer, at=now()) if manages else [],
        "invite_form": invite_form or Invite(viewer=request.viewer),
        "team_form": team_form or TeamName(),
    }
    return render(request, "orgs/members.html", context, status=422 if invite_form or team_form else 200)


def _back(request: MemberRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("orgs:members", request.viewer.workspace.slug)
