"""The deals of a list as a file: CSV or XLSX, every row that the list matches."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon.deals.actions.record_export import record_export
from jalon.deals.definitions import definition_of
from jalon.deals.forms.sources import source_words
from jalon.deals.models import Deal, Direction, Outcome
from jalon.deals.queries import pipeline_for, pipeline_name, stage_name
from jalon.deals.queries.deal_list import listed_deals
from jalon.deals.views._details import reason_words
from jalon.deals.views._filters import filters_of
from jalon.deals.views.lists import state_of
from jalon.kernel.clock import now
from jalon.kernel.money import Money
from jalon.kernel.spreadsheet import Cell, csv_lines, xlsx_file
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@workspace_view(Can.EXPORT, by_key=True)  # type: ignore[arg-type]  # a stream is an answer too
@require_POST
def export(request: MemberRequest, pipeline: UUID, form: str) -> HttpResponseBase:
    """Every deal of the list (its filters in the address) as CSV or XLSX; recorded."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    chosen, at = pipeline_for(request.viewer, pipeline), now()
    deals = listed_deals(request.viewer, filters=filters_of(request), at=at, pipeline=chosen, state=state_of(request))
    record_export(pipeline=chosen, rows=deals.count(), form=form, actor=request.actor, at=at)
    rows = _rows(request.viewer, deals.order_by("-created_at", "id").iterator(2_000))
    header = [str(title) for title, _kind in _columns()]
    name = pipeline_name(chosen, get_language() or "en")
    if form == "csv":
        return StreamingHttpResponse(
            csv_lines(header, rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{slugify(name)}.csv"'},
        )
    file = xlsx_file(name, header, rows, [kind for _title, kind in _columns()])
    return FileResponse(file, as_attachment=True, filename=f"{slugify(name)}.xlsx", content_type=XLSX)


def _columns() -> list[tuple[str, str]]:
    """(title, kind) of each exported column."""
    return [
        (_("Deal"), "text"),
        (_("Company"), "text"),
        (_("Stage"), "text"),
        (_("Outcome"), "text"),
        (pgettext("of a record", "Owner"), "text"),
        (_("One-off amount"), "amount"),
        (_("Recurring a year"), "amount"),
        (_("Term in months"), "number"),
        (_("Value"), "amount"),
        (_("Currency"), "text"),
        (_("Expected close"), "date"),
        (_("Next step"), "text"),
        (_("Next step on"), "date"),
        (_("First move"), "text"),
        (_("Source"), "text"),
        (_("Reason"), "text"),
        (_("Competitor"), "text"),
        (_("Created"), "datetime"),
        (_("In this stage since"), "datetime"),
        (_("Decided"), "datetime"),
        (_("Reference elsewhere"), "text"),
    ]


def _rows(viewer: Membership, deals: Iterator[Deal]) -> Iterator[list[Cell]]:
    """Rows in the language of the request, which is over when a stream begins."""
    language = get_language() or "en"
    return (_row(viewer, deal, language) for deal in deals)


def _row(viewer: Membership, deal: Deal, language: str) -> list[Cell]:
    zone = viewer.workspace.zone()
    with translation.override(language):
        return [
            deal.title,
            deal.company.name if deal.company else "",
            stage_name(definition_of(deal.version_id), deal.stage.key, viewer, language),
            str(Outcome(deal.outcome).label),
            str(deal.owner.user) if deal.owner else "",
            *_amounts(deal),
            deal.currency,
            deal.close_on,
            deal.next_step,
            deal.next_step_on,
            str(Direction(deal.direction).label),
            source_words(deal.source),
            reason_words(deal.reason),
            deal.competitor,
            *(_local(at, zone) for at in (deal.created_at, deal.entered_stage_at, deal.decided_at)),
            deal.reference,
        ]


def _amounts(deal: Deal) -> list[Cell]:
    """What nobody said is left empty: a deal of unknown value is not one worth nothing."""
    is_valued = deal.one_off_minor is not None or deal.recurring_minor is not None
    one_off, recurring, value = (
        None if minor is None else Money(minor, deal.currency).decimal
        for minor in (deal.one_off_minor, deal.recurring_minor, deal.value_minor if is_valued else None)
    )
    return [one_off, recurring, deal.term_months, value]


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The hour on the workspace's clock, as spreadsheets know no time zones."""
    return None if at is None else at.astimezone(zone).replace(tzinfo=None)
