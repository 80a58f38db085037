"""Who may reach a view: every view of the product wears one of these three, and the access matrix reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from http import HTTPStatus
from typing import Any, Literal, cast

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django_htmx.http import HttpResponseClientRedirect

from jalon.kernel.clock import now
from jalon.kernel.db import row_security
from jalon.kernel.errors import NotAllowed, Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.keys import actor_for
from jalon.orgs.models import Membership, User
from jalon.orgs.roles import Can
from jalon.orgs.second_factor import has_second_factor

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Access:
    """What a view asks of its visitor."""

    kind: Literal["public", "signed_in", "workspace"]
    capability: Can | None = None


class SecondFactorWanted(NotAllowed):
    """The workspace asks for a second step, and this member has none yet."""


class MemberRequest(HttpRequest):
    """A request whose viewer is known: what a workspace view receives (for type checkers)."""

    viewer: Membership
    actor: Actor
    htmx: Any


def public(view: View) -> View:
    """Anybody may come, signed in or not."""
    view.access = Access("public")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Any user; no workspace is involved."""
    guarded = login_required(view)
    guarded.access = Access("signed_in")  # type: ignore[attr-defined]
    return guarded


def workspace_view(capability: Can = Can.VIEW, *, by_key: bool = False) -> Callable[[View], View]:
    """A member with `capability`: strangers get 404, teammates without the right 403; where the workspace asks for a
    second step, a member without one is led to it.

    The view is called without the workspace's slug; `request.viewer` is the Membership, `request.actor` the Actor, and
    the workspace's time zone is active. With `by_key`, programs may come too, with an API key in the Authorization
    header: no cookie is read then, and a refusal is JSON.
    """

    def decorate(view: View) -> View:
        def enter(request: HttpRequest, actor: Actor, *args: Any, **kwargs: Any) -> HttpResponse:
            actor.must(capability)
            row_security.enter(actor.member.workspace_id)
            request.viewer, request.actor = actor.member, actor  # type: ignore[attr-defined]
            with timezone.override(actor.member.workspace.zone()):
                return view(request, *args, **kwargs)

        @login_required
        def by_session(request: HttpRequest, workspace: str, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                viewer = member_for(cast("User", request.user), workspace)
            except SecondFactorWanted:
                return _lead_to_second_factor(request)
            return enter(request, Actor(viewer), *args, **kwargs)

        guarded_by_session = csrf_protect(by_session) if by_key else by_session

        @wraps(view)
        def guarded(request: HttpRequest, workspace: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if by_key and "Authorization" in request.headers:
                return _answer_to_key(request, workspace, partial(enter, request, *args, **kwargs))
            return guarded_by_session(request, workspace, *args, **kwargs)

        guarded.access = Access("workspace", capability)  # type: ignore[attr-defined]
        guarded.csrf_exempt = by_key  # type: ignore[attr-defined] # asked of sessions above
        return guarded

    return decorate


def member_for(user: User, slug: str) -> Membership:
    """The user's membership of the workspace at `slug`. Raises Http404 for strangers and those who left, and
    SecondFactorWanted.
    """
    try:
        member = Membership.objects.select_related("workspace", "user", "team").get(
            user=user, workspace__slug=slug, left_at=None
        )
    except Membership.DoesNotExist:
        raise Http404 from None
    if member.workspace.second_factor_since and not has_second_factor(user):
        raise SecondFactorWanted(
            _("This workspace asks its members for a second step when they sign in."),
            remedy=_("Add a passkey or an app under “Security”."),
        )
    return member


def _lead_to_second_factor(request: HttpRequest) -> HttpResponse:
    url = reverse("accounts:second_factor_wanted")
    return HttpResponseClientRedirect(url) if getattr(request, "htmx", False) else redirect(url)


def _answer_to_key(request: HttpRequest, workspace: str, enter: Callable[[Actor], HttpResponse]) -> HttpResponse:
    """What a program gets: the view's answer, or why not, as JSON."""
    try:
        header, address = request.headers["Authorization"], get_adapter(request).get_client_ip(request) or ""
        actor = actor_for(header, workspace=workspace, address=address, at=now())
        with translation.override(actor.member.user.language):
            return enter(actor)
    except Refusal as problem:
        answer = JsonResponse({"error": str(problem)}, status=problem.status)
        if problem.status == HTTPStatus.UNAUTHORIZED:
            answer["WWW-Authenticate"] = "Bearer"
        return answer
