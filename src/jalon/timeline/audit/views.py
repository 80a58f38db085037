"""The trail as a page and as a file, for those who administer the workspace."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jalon.kernel.clock import now
from jalon.kernel.spreadsheet import Cell, csv_lines
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url
from jalon.timeline.audit.actions import record_trail_export
from jalon.timeline.audit.forms import ACT_WORDS, TrailForm
from jalon.timeline.audit.sealing import head_of
from jalon.timeline.audit.sightings import seen
from jalon.timeline.audit.trail import TrailFilters, TrailLine, trail, trail_count, whole_trail


@workspace_view(Can.MANAGE_WORKSPACE)
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """Who did and saw what, newest first; to htmx, the lines that follow the cursor."""
    form = TrailForm(request.GET or None, viewer=request.viewer)
    filters = form.filters() if form.is_bound else TrailFilters()
    shown = trail(request.viewer, filters=filters, after=request.GET.get("after", ""))
    asked = request.GET.copy()
    asked.pop("after", None)
    context = {
        "form": form,
        "lines": shown.rows,
        "more_url": f"?{_with(request, after=shown.more)}" if shown.more else "",
        "asked": asked.urlencode(),
        "head": head_of(request.viewer.workspace_id),
        "audit_url": page_url(request, "timeline:audit"),
    }
    is_more = request.htmx and "after" in request.GET
    answer = render(request, "timeline/_audit_lines.html" if is_more else "timeline/audit.html", context)
    return seen(request, answer, kind="audit", rows=len(shown.rows))


@workspace_view(Can.MANAGE_WORKSPACE)  # type: ignore[arg-type]  # a stream is an answer too
@require_POST
def export(request: MemberRequest) -> StreamingHttpResponse:
    """Every line that the filters in the address match, as CSV; itself recorded."""
    filters = TrailForm(request.GET, viewer=request.viewer).filters()
    count = trail_count(request.viewer, filters=filters)
    record_trail_export(rows=count, actor=request.actor, at=now())
    rows = _cells(request.viewer, filters, get_language() or "en", request.viewer.workspace.zone())
    return StreamingHttpResponse(
        csv_lines(_header(), rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )


def _header() -> list[str]:
    what = [_("What was done"), _("In words"), _("Kind"), _("Record"), _("Id of the record"), _("Rows")]
    return [_("Recorded at"), _("Who"), *what, _("By way of"), _("Operation"), _("Request"), _("Id of the entry")]


def _cells(viewer: Membership, filters: TrailFilters, language: str, zone: ZoneInfo) -> Iterator[list[Cell]]:
    """Lines in the language of the request, which is over when the stream begins."""
    lines = whole_trail(viewer, filters=filters)
    while True:
        with translation.override(language):
            line = next(lines, None)
            if line is None:
                return
            cells = _row(line, zone)
        yield cells


def _row(line: TrailLine, zone: ZoneInfo) -> list[Cell]:
    return [
        line.recorded_at.astimezone(zone).isoformat(timespec="seconds"),
        line.who,
        str(ACT_WORDS[line.act]),
        line.words,
        line.kind,
        line.subject,
        str(line.subject_id or ""),
        line.rows,
        line.door,
        line.operation,
        line.request_id,
        str(line.id),
    ]


def _with(request: MemberRequest, **changes: str) -> str:
    asked = request.GET.copy()
    for name, value in changes.items():
        asked[name] = value
    return asked.urlencode()
