"""Step 5: the run and its progress, the result, and its undo."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jalon.imports.actions import discard_import, run_import, try_again, undo_import
from jalon.imports.models import Import, Status
from jalon.imports.queries import figures_of, import_for, kept_rows, plan_of, progress_of
from jalon.imports.views._steps import next_step, steps_of
from jalon.imports.words import undone_words
from jalon.kernel.clock import now
from jalon.kernel.jobs import JobState
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import done, page_url

BOOKS = {"deal": "deals:board_default", "person": "directory:people", "company": "directory:companies"}


@workspace_view(Can.IMPORT)
@require_GET
def page(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """An import that runs or has run; one that is being prepared goes on at its step."""
    import_ = import_for(request.viewer, import_id)
    if import_.is_editable():
        return redirect(page_url(request, next_step(import_), import_.pk))
    if import_.status == Status.CHECKING:
        return redirect(page_url(request, "imports:check", import_.pk))
    return render(request, "imports/import.html", _context(request, import_))


@workspace_view(Can.IMPORT)
@require_GET
def progress(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """How far it is; once it is over, the page is asked for anew."""
    import_ = import_for(request.viewer, import_id)
    if not import_.is_busy():
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "imports/_progress.html", _context(request, import_))


@workspace_view(Can.IMPORT)
@require_POST
def run(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Have it done; a second click finds it running."""
    import_ = import_for(request.viewer, import_id)
    if not import_.is_busy() and import_.status != Status.DONE:
        run_import(import_=import_, actor=request.actor, at=now())
    return redirect(page_url(request, "imports:import", import_.pk))


@workspace_view(Can.IMPORT)
@require_POST
def retry(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Ask again for what was given up."""
    import_ = import_for(request.viewer, import_id)
    if is_dead(import_):
        try_again(import_=import_, actor=request.actor)
    return redirect(page_url(request, "imports:import", import_.pk))


@workspace_view(Can.IMPORT)
@require_POST
def undo(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Have it undone."""
    import_ = import_for(request.viewer, import_id)
    undo_import(import_=import_, actor=request.actor, at=now())
    return redirect(page_url(request, "imports:import", import_.pk))


@workspace_view(Can.IMPORT)
@require_POST
def removal(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Discard an import that never ran."""
    discard_import(import_=import_for(request.viewer, import_id), actor=request.actor)
    return done(request, _("The import was discarded."), onward=page_url(request, "imports:imports"))


def is_dead(import_: Import) -> bool:
    """Whether the job gave up while the import waits for it."""
    job = progress_of(import_)
    return job is not None and job.state in {JobState.DEAD, JobState.DISCARDED}


def _undone(import_: Import) -> str:
    told = import_.given_back or {}
    return undone_words(told.get("trashed", 0), told.get("restored", 0), told.get("kept", 0))


def _context(request: MemberRequest, import_: Import) -> dict[str, object]:
    plan = plan_of(import_)
    return {
        "import": import_,
        "steps": steps_of(request, import_, "import"),
        "verdict": figures_of(import_),
        "undone_words": _undone(import_),
        "kept": kept_rows(import_) if import_.status == Status.UNDONE else [],
        "job": progress_of(import_),
        "dead": is_dead(import_),
        "can_undo": import_.is_undoable(now()),
        "undo_until": import_.undo_until(),
        "lead": plan.lead if plan.files else "deal",
        "book_url": page_url(request, BOOKS[plan.lead] if plan.files else BOOKS["deal"]),
    }
