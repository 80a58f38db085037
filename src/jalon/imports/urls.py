"""Addresses of the imports room, under /w/<workspace>/imports/.

Its views stand on libraries of tables that weigh as much as the rest of the process: they are loaded with the first
page of an import, and processes that never serve one do without.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.module_loading import import_string

from jalon.orgs.access import Access, View
from jalon.orgs.roles import Can

app_name = "imports"


def _later(name: str) -> View:
    """The view of this name, loaded when it is asked for; every view of the room asks for the right to import."""

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = import_string(f"jalon.imports.views.{name}")(request, *args, **kwargs)
        return answer

    view.__name__ = name
    view.access = Access("workspace", Can.IMPORT)  # type: ignore[attr-defined]
    return view


urlpatterns = [
    path("", _later("listing.page"), name="imports"),
    path("new/", _later("listing.new"), name="new"),
    path("samples/<slug:subject>.csv", _later("listing.sample"), name="sample"),
    path("<uuid:import_id>/", _later("running.page"), name="import"),
    path("<uuid:import_id>/files/", _later("files.page"), name="files"),
    path("<uuid:import_id>/files/removal/", _later("files.removal"), name="file_removal"),
    path("<uuid:import_id>/files/reading/", _later("files.reading"), name="file_reading"),
    path("<uuid:import_id>/columns/", _later("columns.page"), name="columns"),
    path("<uuid:import_id>/columns/suggestions/", _later("columns.suggestions"), name="column_suggestions"),
    path("<uuid:import_id>/words/", _later("words.page"), name="words"),
    path("<uuid:import_id>/check/", _later("checking.page"), name="check"),
    path("<uuid:import_id>/cells/", _later("checking.cells"), name="cells"),
    path("<uuid:import_id>/run/", _later("running.run"), name="run"),
    path("<uuid:import_id>/progress/", _later("running.progress"), name="progress"),
    path("<uuid:import_id>/retry/", _later("running.retry"), name="retry"),
    path("<uuid:import_id>/undo/", _later("running.undo"), name="undo"),
    path("<uuid:import_id>/removal/", _later("running.removal"), name="removal"),
    path("<uuid:import_id>/report.<slug:form>", _later("report.page"), name="report"),
]
