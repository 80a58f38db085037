"""Writing what happened, undoing an operation, erasing by the one privileged path."""

from jalon.timeline.actions.operations import UndoRefused, start_operation, undo_operation, undo_with
from jalon.timeline.actions.record import record, record_many

__all__ = ["UndoRefused", "record", "record_many", "start_operation", "undo_operation", "undo_with"]
