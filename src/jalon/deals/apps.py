"""The deals room as a Django app."""

from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "jalon.deals"
    label = "deals"
