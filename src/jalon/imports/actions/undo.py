"""Undo an import, for seven days: claimed by one, done by a worker."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.imports.models import UNDO_DAYS, Import, Status
from jalon.imports.running import give_back
from jalon.imports.verbs import IMPORT_UNDONE, ImportGivenBack
from jalon.kernel.errors import Refusal
from jalon.kernel.jobs import enqueue
from jalon.orgs.actor import Actor, Door
from jalon.orgs.roles import Can
from jalon.timeline.actions import record, undo_operation


class NotUndoable(Refusal):
    """The import is not done, was undone already, or is too old."""


@transaction.atomic
def undo_import(*, import_: Import, actor: Actor, at: datetime) -> None:
    """Have the import undone. Raises NotUndoable, NotAllowed."""
    actor.must(Can.IMPORT)
    if not import_.is_undoable(at) or not Import.objects.filter(pk=import_.pk, status=Status.DONE).update(
        status=Status.UNDOING, undone_by=actor.member, undone_at=at
    ):
        raise NotUndoable(
            _("This import can no longer be undone."),
            remedy=_("An import can be undone once, within %(days)s days.") % {"days": UNDO_DAYS},
        )
    job = enqueue("imports.undo", import_id=import_.pk, priority=-10)
    Import.objects.filter(pk=import_.pk).update(job_id=job)
    import_.refresh_from_db()


def finish_undo(*, import_: Import, progress: Callable[[int, int], None], at: datetime) -> None:
    """Give back what is left, then say what was kept. Called twice, it does nothing twice."""
    if import_.status != Status.UNDOING or import_.undone_by is None or import_.operation_id is None:
        return
    actor = Actor(import_.undone_by, Door.IMPORT, import_.operation_id)
    counts = give_back(import_, actor=actor, at=import_.undone_at or at, progress=progress)
    with transaction.atomic():
        if not Import.objects.filter(pk=import_.pk, status=Status.UNDOING).update(
            status=Status.UNDONE, given_back=dict(counts)
        ):
            return
        facts = ImportGivenBack(trashed=counts["trashed"], restored=counts["restored"], kept=counts["kept"])
        record(IMPORT_UNDONE, subject=("import", import_.pk), actor=actor, at=at, particulars=facts)
        if not counts["kept"]:  # an operation whose every change is compensated is void as a whole
            undo_operation(operation_id=import_.operation_id, actor=actor, at=at)
    import_.refresh_from_db()
