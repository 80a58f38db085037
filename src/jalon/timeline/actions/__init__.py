"""Writing what happened, undoing an operation, erasing by the one privileged path."""

from jalon.timeline.actions.operations import UndoRefused, start_operation, undo_operation, undo_with
from jalon.timeline.actions.purge import NothingToErase, erase_with, erase_workspace, redact_text
from jalon.timeline.actions.record import record, record_many

__all__ = [
    "NothingToErase",
    "UndoRefused",
    "erase_with",
    "erase_workspace",
    "record",
    "record_many",
    "redact_text",
    "start_operation",
    "undo_operation",
    "undo_with",
]
