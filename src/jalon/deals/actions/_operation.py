"""Every undoable action runs in an operation: the caller's, or one of its own."""

from datetime import datetime

from jalon.orgs.actor import Actor
from jalon.timeline.actions import start_operation


def within_operation(kind: str, *, actor: Actor, at: datetime) -> Actor:
    """The actor inside an operation."""
    return actor if actor.operation_id else start_operation(kind, actor=actor, at=at)
