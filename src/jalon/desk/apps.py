"""The desk room as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "jalon.desk"
    label = "desk"
