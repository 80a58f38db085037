"""How imports are undone, for those who would undo their operation."""

from datetime import datetime

from django.utils.translation import gettext as _

from jalon.imports.models import Import, Status
from jalon.imports.verbs import OPERATION
from jalon.orgs.actor import Actor
from jalon.timeline.actions import UndoRefused, undo_with
from jalon.timeline.models import Operation


def refuse_from_elsewhere(operation: Operation, _actor: Actor, _at: datetime) -> None:
    """An import is undone from its own page, because it takes its time and may keep records. Raises UndoRefused."""
    if not Import.objects.filter(operation_id=operation.pk, status=Status.UNDONE).exists():
        raise UndoRefused(
            _("An import is undone from its page."), remedy=_("Open it in the list of imports, and undo it there.")
        )


undo_with(OPERATION, refuse_from_elsewhere)
