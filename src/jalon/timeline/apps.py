"""The timeline room as a Django app: it gathers every room's verbs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TimelineConfig(AppConfig):
    name = "jalon.timeline"
    label = "timeline"

    def ready(self) -> None:
        autodiscover_modules("verbs", "reactions")
