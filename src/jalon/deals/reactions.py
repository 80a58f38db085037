"""How operations on deals are undone, and what deals keep of the companies they name."""

from jalon.deals.actions.follow_company import follow_company
from jalon.deals.actions.undo import KINDS, undo_deal_operation
from jalon.timeline.actions import undo_with
from jalon.timeline.reactions import on

for kind in KINDS:
    undo_with(f"deals.{kind}", undo_deal_operation)

on("company.edited", follow_company)
