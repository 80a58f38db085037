"""The orgs room as a Django app."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "jalon.orgs"
    label = "orgs"
