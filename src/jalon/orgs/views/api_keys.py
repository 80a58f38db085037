"""The API keys of a workspace."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jalon.kernel.clock import now
from jalon.kernel.errors import Refusal
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.actions import create_api_key, revoke_api_key
from jalon.orgs.forms import show_refusal
from jalon.orgs.forms.api_keys import NewApiKey
from jalon.orgs.queries import api_key_for, api_keys


@workspace_view()
@never_cache
@require_http_methods(["GET", "POST"])
def key_list(request: MemberRequest) -> HttpResponse:
    """The keys, and a new one, whose secret is shown this once."""
    form = NewApiKey(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            key, token = create_api_key(actor=request.actor, at=now(), **form.cleaned_data)
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            return render(request, "orgs/api_key.html", {"key": key, "token": token})
    context = {"form": form, "keys": api_keys(request.viewer, at=now())}
    return render(request, "orgs/api_keys.html", context, status=422 if form.errors else 200)


@workspace_view()
@require_POST
def key_removal(request: MemberRequest, key_id: UUID) -> HttpResponse:
    """Revoke a key."""
    key = revoke_api_key(key=api_key_for(request.viewer, key_id), actor=request.actor, at=now())
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": key.name})
    return redirect("orgs:keys", request.viewer.workspace.slug)
