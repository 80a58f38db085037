"""People: their list, a new one, their fields, their trash, and what a text field proposes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.directory.actions import create_person, edit_person, restore_person, trash_person
from jalon.directory.forms.fields import PERSON_FIELDS
from jalon.directory.queries import people, person_for
from jalon.directory.views._records import Kind, field_page, new_page, shelve
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url
from jalon.timeline.audit.sightings import seen

PEOPLE = Kind("person", "directory:people", PERSON_FIELDS, person_for, create_person, edit_person)
NEW_FIELDS = ["name", "job_title", "company", "email", "phone", "source"]
PROPOSED = 8


@workspace_view(Can.VIEW)
@require_GET
def page(request: MemberRequest) -> HttpResponse:
    """People by name, under a search; to htmx, the rows after the cursor."""
    q, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    shown = people(request.viewer, q=q, after=after)
    context = {
        "rows": shown.rows,
        "after": shown.after,
        "q": q,
        "list_url": page_url(request, "directory:people"),
        "companies_url": page_url(request, "directory:companies"),
        "may_edit": request.viewer.may(Can.EDIT_DIRECTORY),
    }
    is_more = request.htmx and after
    answer = render(request, "directory/_person_rows.html" if is_more else "directory/people.html", context)
    return seen(request, answer, kind="person", rows=len(shown.rows))


@workspace_view(Can.EDIT_DIRECTORY)
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """A new person."""
    return new_page(request, PEOPLE, NEW_FIELDS, _("New person"))


@workspace_view(Can.EDIT_DIRECTORY)
@require_http_methods(["GET", "POST"])
def field(request: MemberRequest, person: UUID, name: str) -> HttpResponse:
    """One field of a person, edited where it stands."""
    return field_page(request, PEOPLE, person, name)


@workspace_view(Can.EDIT_DIRECTORY)
@require_POST
def trash(request: MemberRequest, person: UUID) -> HttpResponse:
    """Put the person in the trash."""
    words = _("“%(name)s” is in the trash.")
    return shelve(request, PEOPLE, person, trash_person, words, "directory:restore_person")


@workspace_view(Can.EDIT_DIRECTORY)
@require_POST
def restoration(request: MemberRequest, person: UUID) -> HttpResponse:
    """Take the person out of the trash."""
    words = _("“%(name)s” is back from the trash.")
    return shelve(request, PEOPLE, person, restore_person, words, "directory:trash_person")


@workspace_view(Can.VIEW)
@require_GET
def suggestions(request: MemberRequest) -> HttpResponse:
    """Options for a text field: people that match."""
    q = request.GET.get("q", "").strip()[:200]
    found = people(request.viewer, q=q, limit=PROPOSED).rows if q else []
    return render(request, "directory/_person_options.html", {"rows": found, "new": q})
