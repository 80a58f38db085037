"""The kernel as a Django app: it keeps append-only tables append-only, and gathers what rooms declare."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "jalon.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jalon.kernel.db.append_only import install_after_migrate
        from jalon.kernel.jobs.discovery import discover

        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="kernel.append_only")
        discover()
        autodiscover_modules("soundness")
