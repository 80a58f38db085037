"""The desk room as a Django app."""

from uuid import UUID

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "jalon.desk"
    label = "desk"

    def ready(self) -> None:
        from jalon.desk import verbs  # noqa: F401 - the catalogue knows them wherever Django runs
        from jalon.timeline.actions.purge import erase_with

        erase_with(_dismiss)


def _dismiss(workspace_id: UUID) -> None:
    """The people of a sample leave with it, by whichever way it is erased."""
    from jalon.desk.sample.staff import dismiss

    dismiss(workspace_id)
