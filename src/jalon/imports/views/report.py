"""The report: every row of the file that leads, with what became of it and why."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jalon.imports.queries import ReportRow, import_for, report_rows
from jalon.kernel.clock import now
from jalon.kernel.spreadsheet import Cell, csv_lines, xlsx_file
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url
from jalon.timeline.audit.sightings import taken_away

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGES = {"deal": "deals:deal", "person": "directory:person", "company": "directory:company"}


@workspace_view(Can.IMPORT)
@require_GET
def page(request: MemberRequest, import_id: UUID, form: str) -> Any:
    """The report as CSV or XLSX; cells that a spreadsheet would run are made harmless."""
    import_ = import_for(request.viewer, import_id)
    if form not in {"csv", "xlsx"}:
        raise Http404
    headers, rows = report_rows(import_)
    header = [_("Row"), _("What became of it"), _("Why"), _("Record"), *headers]
    taken_away(request, kind="import", record=import_.pk, rows=import_.rows, at=now())
    cells = _cells(request, rows)
    if form == "csv":
        return StreamingHttpResponse(
            csv_lines(header, cells),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="import-report.csv"'},
        )
    file = xlsx_file(_("Import"), header, cells, ["number", *["text"] * (len(header) - 1)])
    return FileResponse(file, as_attachment=True, filename="import-report.xlsx", content_type=XLSX)


def _cells(request: MemberRequest, rows: Iterator[ReportRow]) -> Iterator[list[Cell]]:
    for row in rows:
        link = request.build_absolute_uri(page_url(request, PAGES[row.kind], row.record)) if row.record else ""
        yield [row.row, row.outcome, row.reason, link, *row.cells]
