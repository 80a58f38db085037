"""The jobs of the workspace: what was given up, with its error and two ways out; what runs, with how far it is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jalon.desk.actions.settle_job import let_go, retry
from jalon.desk.queries.jobs import jobs_of
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url


@workspace_view(Can.MANAGE_WORKSPACE)
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """Both lists; to htmx, which asks again and again, the lists alone."""
    context = {"jobs": jobs_of(request.viewer), "jobs_url": page_url(request, "desk:jobs")}
    return render(request, "desk/_jobs.html" if request.htmx else "desk/jobs.html", context)


@workspace_view(Can.MANAGE_WORKSPACE)
@require_POST
def retrial(request: MemberRequest, job: UUID) -> HttpResponse:
    """Try a given-up job again."""
    retry(job_id=_given_up(request, job), actor=request.actor, at=now())
    messages.success(request, _("The job will be tried again."))
    return redirect(page_url(request, "desk:jobs"))


@workspace_view(Can.MANAGE_WORKSPACE)
@require_POST
def removal(request: MemberRequest, job: UUID) -> HttpResponse:
    """Let a given-up job go."""
    let_go(job_id=_given_up(request, job), actor=request.actor, at=now())
    messages.success(request, _("The job was let go."))
    return redirect(page_url(request, "desk:jobs"))


def _given_up(request: MemberRequest, job: UUID) -> UUID:
    """The job, if it is one that this workspace's list of given-up jobs shows. Raises Http404."""
    if job not in {line.job.id for line in jobs_of(request.viewer).dead}:
        raise Http404
    return job
