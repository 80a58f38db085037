"""The owner of the tables empties them."""

from typing import Any

from django.core.management.commands import flush

from jalon.kernel.db.row_security import as_owner


class Command(flush.Command):
    """Django's own, with the application's role put aside."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        with as_owner(using=options["database"]):
            super().handle(*arguments, **options)
