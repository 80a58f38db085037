"""The desk room as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "jalon.desk"
    label = "desk"

    def ready(self) -> None:
        from jalon.desk.sample.staff import dismiss
        from jalon.timeline.actions.purge import erase_with

        erase_with(dismiss)
