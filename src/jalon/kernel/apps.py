"""The kernel as a Django app: it guards tables after migrations and requests, and gathers what rooms declare."""

from django.apps import AppConfig
from django.core.checks import register
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "jalon.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jalon.kernel.db import row_security
        from jalon.kernel.db.append_only import install_after_migrate
        from jalon.kernel.db.row_security.checks import every_table_has_a_wall
        from jalon.kernel.db.row_security.place import when_a_request_begins, when_a_request_ends
        from jalon.kernel.jobs.discovery import discover

        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="kernel.append_only")
        post_migrate.connect(row_security.install_after_migrate, sender=self, dispatch_uid="kernel.row_security")
        request_started.connect(when_a_request_begins)
        request_finished.connect(when_a_request_ends)
        register(every_table_has_a_wall)
        discover()
        autodiscover_modules("soundness")
