"""Companies: their list, a new one, their fields, their trash, and what a text field proposes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.directory.actions import create_company, edit_company, restore_company, trash_company
from jalon.directory.forms.fields import COMPANY_FIELDS
from jalon.directory.names import match_key
from jalon.directory.queries import companies, company_for
from jalon.directory.views._records import Kind, field_page, new_page, shelve
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.orgs.wording import say
from jalon.timeline.answers import page_url
from jalon.timeline.audit.sightings import seen

COMPANIES = Kind("company", "directory:companies", COMPANY_FIELDS, company_for, create_company, edit_company)
NEW_FIELDS = ["name", "website", "city", "country", "sector", "phone"]
PROPOSED = 8


@workspace_view(Can.VIEW)
@require_GET
def page(request: MemberRequest) -> HttpResponse:
    """Companies by name, under a search; to htmx, the rows after the cursor."""
    q, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    shown = companies(request.viewer, q=q, after=after)
    context = {
        "rows": shown.rows,
        "after": shown.after,
        "q": q,
        "list_url": page_url(request, "directory:companies"),
        "may_edit": request.viewer.may(Can.EDIT_DIRECTORY),
    }
    is_more = request.htmx and after
    answer = render(request, "directory/_company_rows.html" if is_more else "directory/companies.html", context)
    return seen(request, answer, kind="company", rows=len(shown.rows))


@workspace_view(Can.EDIT_DIRECTORY)
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """A new company."""
    return new_page(request, COMPANIES, NEW_FIELDS, say(request.viewer.workspace.nouns, "company", "new"))


@workspace_view(Can.EDIT_DIRECTORY)
@require_http_methods(["GET", "POST"])
def field(request: MemberRequest, company: UUID, name: str) -> HttpResponse:
    """One field of a company, edited where it stands."""
    return field_page(request, COMPANIES, company, name)


@workspace_view(Can.EDIT_DIRECTORY)
@require_POST
def trash(request: MemberRequest, company: UUID) -> HttpResponse:
    """Put the company in the trash."""
    words = _("“%(name)s” is in the trash.")
    return shelve(request, COMPANIES, company, trash_company, words, "directory:restore_company")


@workspace_view(Can.EDIT_DIRECTORY)
@require_POST
def restoration(request: MemberRequest, company: UUID) -> HttpResponse:
    """Take the company out of the trash."""
    words = _("“%(name)s” is back from the trash.")
    return shelve(request, COMPANIES, company, restore_company, words, "directory:trash_company")


@workspace_view(Can.VIEW)
@require_GET
def suggestions(request: MemberRequest) -> HttpResponse:
    """Options for a text field: companies that match, and the making of a new one when none is called so."""
    q = request.GET.get("q", "").strip()[:200]
    found = companies(request.viewer, q=q, limit=PROPOSED).rows if q else []
    known = any(match_key(row.name) == match_key(q) for row in found)
    context = {"rows": found, "new": "" if known or not q else q}
    return render(request, "directory/_company_options.html", context)
