"""Addresses of undo, of the trash, of the audit trail, and of a workspace's end."""

from django.urls import path

from jalon.timeline import views
from jalon.timeline.audit import views as audit

app_name = "timeline"
urlpatterns = [
    path("operations/<uuid:operation_id>/undo/", views.undo, name="undo"),
    path("audit/", audit.page, name="audit"),
    path("audit/exports/", audit.export, name="audit_export"),
    path("trash/", views.trash_page, name="trash"),
    path("erasure/", views.erasure, name="erasure"),
]
