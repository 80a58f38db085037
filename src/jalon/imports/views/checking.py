"""Step 4: what would happen, row by row, and cells corrected in place."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jalon.imports.actions import check_import, correct_cell, must_be_editable
from jalon.imports.models import Status
from jalon.imports.queries import figures_of, import_for, problem_page, progress_of
from jalon.imports.views._steps import steps_of
from jalon.imports.views.running import is_dead
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url


@workspace_view(Can.IMPORT)
@require_http_methods(["GET", "POST"])
def page(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """The verdict of the dry run; POST makes it anew. Raises ImportChanged for what is sent too late."""
    import_ = import_for(request.viewer, import_id)
    if request.method == "POST" and import_.status != Status.CHECKING:
        must_be_editable(import_)
    if import_.status not in {Status.DRAFT, Status.CHECKED, Status.CHECKING}:
        return redirect(page_url(request, "imports:import", import_.pk))
    if request.method == "POST":
        check_import(import_=import_, actor=request.actor, at=now())
        return redirect(page_url(request, "imports:check", import_.pk))
    number = request.GET.get("page", "1")
    page_number = int(number) if number.isdigit() else 1
    warnings = request.GET.get("show") == "warnings"
    refused = problem_page(import_, number=1 if warnings else page_number)
    warned = problem_page(import_, number=page_number if warnings else 1, refusing=False)
    context = {
        "import": import_,
        "steps": steps_of(request, import_, "check"),
        "verdict": figures_of(import_),
        "problems": warned if warnings or not refused.total else refused,
        "shows_warnings": warnings or not refused.total,
        "refused": refused,
        "warned": warned,
        "job": progress_of(import_),
        "dead": is_dead(import_),
    }
    return render(request, "imports/check.html", context)


@workspace_view(Can.IMPORT)
@require_POST
def cells(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Correct a cell, then check again."""
    import_ = import_for(request.viewer, import_id)
    row = request.POST.get("row", "")
    correct_cell(
        import_=import_,
        file=request.POST.get("file", ""),
        row=int(row) if row.isdigit() else 0,
        column=request.POST.get("column", ""),
        value=request.POST.get("value", ""),
        actor=request.actor,
    )
    check_import(import_=import_, actor=request.actor, at=now())
    return redirect(page_url(request, "imports:check", import_.pk))
