"""Undo what was done together, the trash, and the end of a workspace."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.actions import erase_workspace, undo_operation
from jalon.timeline.models import Operation
from jalon.timeline.trash import trash


class Erasure(forms.Form):
    """The name of the workspace, typed to confirm."""

    name = forms.CharField(label=gettext_lazy("Type the name of the workspace"))

    def __init__(self, *args: object, name: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.expected = name

    def clean_name(self) -> str:
        """Refuses any other name."""
        name = str(self.cleaned_data["name"])
        if name.strip() != self.expected:
            raise forms.ValidationError(_("This is not its name: nothing was deleted."))
        return name


@workspace_view(Can.EDIT_DEALS)
@require_POST
def undo(request: MemberRequest, operation_id: UUID) -> HttpResponse:
    """Undo one operation, then show the page it was asked from as it is now."""
    operation = get_object_or_404(Operation, pk=operation_id, workspace_id=request.viewer.workspace_id)
    undo_operation(operation_id=operation.pk, actor=request.actor, at=now())
    messages.success(request, _("Undone."))
    return HttpResponseClientRefresh() if request.htmx else redirect(_page_before(request))


@workspace_view()
@require_safe
def trash_page(request: MemberRequest) -> HttpResponse:
    """What is in the trash, and the way back."""
    return render(request, "timeline/trash.html", {"lines": trash(request.viewer)})


@workspace_view(Can.DELETE_WORKSPACE)
@require_http_methods(["GET", "POST"])
def erasure(request: MemberRequest) -> HttpResponse:
    """Delete the workspace with all that is in it, once its name was typed."""
    form = Erasure(request.POST or None, name=request.viewer.workspace.name)
    if request.method == "POST" and form.is_valid():
        erase_workspace(actor=request.actor, at=now())
        messages.success(request, _("%(name)s was deleted.") % {"name": request.viewer.workspace.name})
        return redirect("/")
    return render(request, "timeline/erasure.html", {"form": form}, status=422 if form.errors else 200)


def _page_before(request: MemberRequest) -> str:
    before = request.headers.get("Referer", "")
    here = {request.get_host()}
    home = f"/w/{request.viewer.workspace.slug}/"
    return before if url_has_allowed_host_and_scheme(before, here, request.is_secure()) else home
