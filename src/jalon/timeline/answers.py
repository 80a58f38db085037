"""How a view answers once something was done: a toast where the page reacts, a way onwards where it does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from jalon.kernel.errors import Words
from jalon.orgs.access import MemberRequest
from jalon.orgs.actor import Actor, Door
from jalon.timeline.actions import start_operation
from jalon.ui.answers import say


@contextmanager
def one_operation(request: MemberRequest, kind: str, *, at: datetime, door: Door = Door.SCREEN) -> Iterator[Actor]:
    """An actor whose acts are one operation of `kind`: undone together, and all gone when one of them is refused."""
    actor = Actor(request.viewer, door=door)
    with transaction.atomic():
        yield start_operation(kind, actor=actor, at=at)


def undo_url(request: MemberRequest, operation_id: UUID | None) -> str:
    """Where the Undo button of a toast posts; "" when there is nothing to undo."""
    return page_url(request, "timeline:undo", operation_id) if operation_id else ""


def page_url(request: MemberRequest, name: str, *ids: object) -> str:
    """The address of a page in the viewer's workspace."""
    return reverse(name, args=[request.viewer.workspace.slug, *ids])


def done(
    request: MemberRequest,
    message: Words,
    *,
    onward: str,
    undo: str = "",
    response: HttpResponse | None = None,
) -> HttpResponse:
    """`response` with a toast to htmx; to a plain form, the message on the page at `onward` (or at its `next`)."""
    if request.htmx:
        answer = response or HttpResponse()
        return say(answer, message, undo=undo) if message else answer
    if message:
        messages.success(request, str(message), extra_tags=undo)
    return redirect(safe_next(request) or onward)


def safe_next(request: HttpRequest) -> str:
    """The `next` address sent along, when it is a path of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if is_ours else ""
