"""Change an import on the condition that it still stands as it was read."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from jalon.imports.models import EDITABLE, Import
from jalon.kernel.errors import Stale


class ImportChanged(Stale):
    """Somebody else changed the import since it was read, or it runs already."""


def claim(import_: Import, **values: Any) -> None:
    """Set `values` if nobody changed the import and it can still be changed. Raises ImportChanged."""
    rows = Import.objects.filter(pk=import_.pk, edit=import_.edit, status__in=EDITABLE)
    if not rows.update(edit=F("edit") + 1, **values):
        raise ImportChanged(
            _("This import has changed since you opened it, or it is running."),
            remedy=_("Look at it again, then go on."),
        )
    import_.edit += 1
    for name, value in values.items():
        setattr(import_, name, value)
