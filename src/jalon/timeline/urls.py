"""Addresses of undo, of the trash, and of a workspace's end."""

from django.urls import path

from jalon.timeline import views

app_name = "timeline"
urlpatterns = [
    path("operations/<uuid:operation_id>/undo/", views.undo, name="undo"),
    path("trash/", views.trash_page, name="trash"),
    path("erasure/", views.erasure, name="erasure"),
]
