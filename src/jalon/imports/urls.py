"""Addresses of the imports room, under /w/<workspace>/imports/."""

from django.urls import path

from jalon.imports.views import checking, columns, files, listing, report, running, words

app_name = "imports"

urlpatterns = [
    path("", listing.page, name="imports"),
    path("new/", listing.new, name="new"),
    path("samples/<slug:subject>.csv", listing.sample, name="sample"),
    path("<uuid:import_id>/", running.page, name="import"),
    path("<uuid:import_id>/files/", files.page, name="files"),
    path("<uuid:import_id>/files/removal/", files.removal, name="file_removal"),
    path("<uuid:import_id>/files/reading/", files.reading, name="file_reading"),
    path("<uuid:import_id>/columns/", columns.page, name="columns"),
    path("<uuid:import_id>/columns/suggestions/", columns.suggestions, name="column_suggestions"),
    path("<uuid:import_id>/words/", words.page, name="words"),
    path("<uuid:import_id>/check/", checking.page, name="check"),
    path("<uuid:import_id>/cells/", checking.cells, name="cells"),
    path("<uuid:import_id>/run/", running.run, name="run"),
    path("<uuid:import_id>/progress/", running.progress, name="progress"),
    path("<uuid:import_id>/retry/", running.retry, name="retry"),
    path("<uuid:import_id>/undo/", running.undo, name="undo"),
    path("<uuid:import_id>/removal/", running.removal, name="removal"),
    path("<uuid:import_id>/report.<slug:form>", report.page, name="report"),
]
