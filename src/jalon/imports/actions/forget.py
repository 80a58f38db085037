"""Let go of what an import kept: drafts that are discarded, and files once they can no longer be undone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.imports.actions._claim import ImportChanged
from jalon.imports.models import EDITABLE, UNDO_DAYS, Import, ImportFile, Status
from jalon.imports.storing import forget
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can

DRAFT_DAYS = 30


def discard_import(*, import_: Import, actor: Actor) -> None:
    """Remove an import that never ran, and its files. Raises ImportChanged, NotAllowed."""
    actor.must(Can.IMPORT)
    names = kept_names(import_)
    with transaction.atomic():
        gone, _tables = Import.objects.filter(pk=import_.pk, status__in=EDITABLE).delete()
        if not gone:
            raise ImportChanged(_("This import has run, or runs: it stays."), remedy=_("Undo it instead."))
    forget(names)


def forget_old_imports(*, at: datetime) -> int:
    """Remove drafts neither begun nor checked for 30 days, and the files of imports too old to undo; gives how many.

    The report stays: it is made of what became of the rows.
    """
    old = at - timedelta(days=DRAFT_DAYS)
    drafts = Import.objects.filter(status__in=EDITABLE, created_at__lt=old).exclude(checked_at__gte=old)
    ended = Import.objects.filter(
        status__in=[Status.DONE, Status.UNDONE], finished_at__lt=at - timedelta(days=UNDO_DAYS), files__stored__gt=""
    ).distinct()
    count = 0
    for import_ in list(drafts):
        names = kept_names(import_)
        import_.delete()
        forget(names)
        count += 1
    for import_ in ended:
        names = [file.stored for file in import_.files.all()]
        ImportFile.objects.filter(part_of=import_).update(stored="")
        forget(names)
        count += 1
    return count


def kept_names(import_: Import) -> list[str]:
    """The names, in storage, of everything an import keeps."""
    verdict = import_.verdict or {}
    files = [name for file in import_.files.all() for name in (file.stored, file.table)]
    return [*files, verdict.get("states", ""), verdict.get("problems", "")]
