"""How imports are undone, for those who would undo their operation."""

from jalon.imports.actions.run import OPERATION
from jalon.imports.actions.undo import refuse_from_elsewhere
from jalon.timeline.actions import undo_with

undo_with(OPERATION, refuse_from_elsewhere)
