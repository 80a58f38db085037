"""Operations: what is done together and can be undone together."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import NotAllowed, Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions.record import record
from jalon.timeline.models import Operation
from jalon.timeline.verbs import OPERATION_UNDONE, OperationUndone

Undo = Callable[[Operation, Actor, datetime], None]

_undoers: dict[str, Undo] = {}


class UndoRefused(Refusal):
    """The operation can no longer be undone; says why."""


def undo_with(kind: str, undo: Undo) -> None:
    """Register how operations of `kind` are undone. `undo` compensates in rows and events, or raises UndoRefused."""
    _undoers[kind] = undo


def start_operation(kind: str, *, actor: Actor, at: datetime, particulars: dict[str, object] | None = None) -> Actor:
    """Open an operation and give the actor that acts within it."""
    operation = Operation.objects.create(
        workspace_id=actor.member.workspace_id,
        kind=kind,
        door=actor.door,
        actor=actor.member,
        started_at=at,
        particulars=particulars or {},
    )
    return actor.within(operation.pk)


@transaction.atomic
def undo_operation(*, operation_id: UUID, actor: Actor, at: datetime) -> Operation:
    """Undo everything done within the operation, one's own or, with the right to delete, anybody's.

    Raises NotAllowed, and UndoRefused; of two who undo at once, one is refused.
    """
    operation = Operation.objects.get(pk=operation_id, workspace_id=actor.member.workspace_id)
    if operation.actor_id != actor.member.pk and not actor.may(Can.DELETE_DEALS):
        raise NotAllowed(_("Only who did this, or a manager, undoes it."), remedy=_("Ask one of them."))
    claimed = Operation.objects.filter(pk=operation.pk, undone_at=None).update(undone_at=at, undone_by=actor.member)
    if not claimed:
        raise UndoRefused(_("This was already undone."))
    undo = _undoers.get(operation.kind)
    if undo is None:
        raise UndoRefused(_("This cannot be undone."))
    undo(operation, actor.within(operation.pk), at)
    record(
        OPERATION_UNDONE,
        subject=("operation", operation.pk),
        actor=actor,
        at=at,
        particulars=OperationUndone(kind=operation.kind),
    )
    operation.undone_at = at
    return operation
