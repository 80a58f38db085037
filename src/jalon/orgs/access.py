"""Who may reach a view: every view of the product wears one of these three, and the access matrix reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership, User
from jalon.orgs.roles import Can

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Access:
    """What a view asks of its visitor."""

    kind: Literal["public", "signed_in", "workspace"]
    capability: Can | None = None


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


def workspace_view(capability: Can = Can.VIEW) -> Callable[[View], View]:
    """A member with `capability`: strangers get 404, teammates without the right 403.

    The view is called without the workspace's slug; `request.viewer` is the Membership, `request.actor` the Actor, and
    the workspace's time zone is active.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, workspace: str, *args: Any, **kwargs: Any) -> HttpResponse:
            viewer = member_for(cast("User", request.user), workspace)
            actor = Actor(viewer)
            actor.must(capability)
            request.viewer, request.actor = viewer, actor  # type: ignore[attr-defined]
            with timezone.override(viewer.workspace.zone()):
                return view(request, *args, **kwargs)

        guarded.access = Access("workspace", capability)  # type: ignore[attr-defined]
        return guarded

    return decorate


def member_for(user: User, slug: str) -> Membership:
    """The user's membership of the workspace at `slug`. Raises Http404 for strangers and those who left."""
    try:
        return Membership.objects.select_related("workspace", "user", "team").get(
            user=user, workspace__slug=slug, left_at=None
        )
    except Membership.DoesNotExist:
        raise Http404 from None
