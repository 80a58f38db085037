"""The timeline room as a Django app: it gathers every room's verbs, reactions and subjects."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TimelineConfig(AppConfig):
    name = "jalon.timeline"
    label = "timeline"

    def ready(self) -> None:
        from jalon.orgs.happenings import record_with
        from jalon.timeline.actions.organisation import record_by_name

        record_with(record_by_name)
        autodiscover_modules("verbs", "reactions", "subjects")
