"""Change an import on the condition that it still stands as it was read."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from jalon.imports.models import EDITABLE, Import, Status
from jalon.kernel.errors import Stale


class ImportChanged(Stale):
    """Somebody else changed the import since it was read, or it runs already."""


def must_be_editable(import_: Import) -> None:
    """Raises ImportChanged when the import is being checked, runs, or has run."""
    if not import_.is_editable():
        raise _refused(import_.status)


def claim(import_: Import, **values: Any) -> None:
    """Set `values` if nobody changed the import and it can still be changed. Raises ImportChanged."""
    rows = Import.objects.filter(pk=import_.pk, edit=import_.edit, status__in=EDITABLE)
    if not rows.update(edit=F("edit") + 1, **values):
        raise _refused(Import.objects.filter(pk=import_.pk).values_list("status", flat=True).first())
    import_.edit += 1
    for name, value in values.items():
        setattr(import_, name, value)


def _refused(status: str | None) -> ImportChanged:
    if status in {Status.RUNNING, Status.DONE, Status.UNDOING, Status.UNDONE}:
        return ImportChanged(
            _("This import was started already: it can no longer be changed."),
            remedy=_("Open it to see how far it is; begin another import for what else you want to bring."),
        )
    return ImportChanged(
        _("This import has changed since you opened it, or it is running."),
        remedy=_("Look at it again, then go on."),
    )
