"""Addresses of the desk room outside any workspace."""

from django.urls import path

from jalon.desk.views import start

urlpatterns = [
    path("", start.home, name="home"),
    path("start/", start.language, name="start"),
    path("start/company/", start.company, name="start_company"),
]
