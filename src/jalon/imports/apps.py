"""The imports room as a Django app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Its label prefixes the tables."""

    name = "jalon.imports"
    label = "imports"
