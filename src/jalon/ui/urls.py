"""Addresses of the ui room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
