"""The kernel as a Django app: it keeps append-only tables append-only after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "jalon.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jalon.kernel.db.append_only import install_after_migrate
        from jalon.kernel.jobs.discovery import discover

        post_migrate.connect(install_after_migrate, dispatch_uid="kernel.append_only")
        discover()
