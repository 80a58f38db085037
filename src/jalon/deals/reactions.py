"""How operations on deals are undone."""

from jalon.deals.actions.undo import KINDS, undo_deal_operation
from jalon.timeline.actions import undo_with

for kind in KINDS:
    undo_with(f"deals.{kind}", undo_deal_operation)
