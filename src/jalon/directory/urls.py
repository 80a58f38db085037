"""Addresses of the directory room; the room above serves a record's own page, at companies/<id>/ and people/<id>/."""

from django.urls import URLPattern, URLResolver, path

from jalon.directory.views import companies, people

app_name = "directory"

urlpatterns: list[URLPattern | URLResolver] = [
    path("companies/", companies.page, name="companies"),
    path("companies/new/", companies.new, name="new_company"),
    path("companies/suggestions/", companies.suggestions, name="company_suggestions"),
    path("companies/<uuid:company>/fields/<slug:name>/", companies.field, name="company_field"),
    path("companies/<uuid:company>/trash/", companies.trash, name="trash_company"),
    path("companies/<uuid:company>/restoration/", companies.restoration, name="restore_company"),
    path("people/", people.page, name="people"),
    path("people/new/", people.new, name="new_person"),
    path("people/suggestions/", people.suggestions, name="person_suggestions"),
    path("people/<uuid:person>/fields/<slug:name>/", people.field, name="person_field"),
    path("people/<uuid:person>/trash/", people.trash, name="trash_person"),
    path("people/<uuid:person>/restoration/", people.restoration, name="restore_person"),
]
