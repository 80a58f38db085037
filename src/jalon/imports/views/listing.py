"""Past imports, a new one, and sample files to fill in."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from jalon.imports.actions import add_files, add_pasted, discard_import, start_import
from jalon.imports.queries import past_imports
from jalon.imports.samples import SAMPLES
from jalon.kernel.clock import now
from jalon.kernel.errors import Refusal
from jalon.kernel.spreadsheet import csv_lines
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url


@workspace_view(Can.IMPORT)
@require_GET
def page(request: MemberRequest) -> HttpResponse:
    """The imports of the workspace, newest first."""
    return render(request, "imports/imports.html", {"lines": past_imports(request.viewer)})


@workspace_view(Can.IMPORT)
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Drop files or paste cells; nothing is kept when none can be read."""
    if request.method == "GET":
        return render(request, "imports/new.html", {"subjects": SAMPLES})
    import_ = start_import(actor=request.actor, at=now())
    try:
        uploads = [(upload.name or "", upload) for upload in request.FILES.getlist("files")]
        if uploads:
            add_files(import_=import_, files=uploads, actor=request.actor)
        if request.POST.get("pasted", "").strip() or not uploads:
            add_pasted(import_=import_, text=request.POST.get("pasted", ""), actor=request.actor)
    except Refusal as refusal:
        discard_import(import_=import_, actor=request.actor)
        context = {"refusal": refusal, "pasted": request.POST.get("pasted", ""), "subjects": SAMPLES}
        return render(request, "imports/new.html", context, status=refusal.status)
    return redirect(page_url(request, "imports:files", import_.pk))


@workspace_view(Can.IMPORT)
@require_GET
def sample(_request: MemberRequest, subject: str) -> HttpResponse:
    """A file to fill in, in the reader's language."""
    if subject not in SAMPLES:
        raise Http404
    lines = SAMPLES[subject]["fr" if (get_language() or "").startswith("fr") else "en"]
    return HttpResponse(
        "".join(csv_lines(lines[0], lines[1:])),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{subject}.csv"'},
    )
