"""How operations on deals are undone, what deals keep of the companies they name, what waits in the trash."""

from jalon.deals.actions.follow_company import follow_company
from jalon.deals.actions.undo import KINDS, undo_deal_operation
from jalon.deals.trashed import trashed_deals, trashed_tasks
from jalon.timeline.actions import undo_with
from jalon.timeline.reactions import on
from jalon.timeline.trash import trash_shows

for kind in KINDS:
    undo_with(f"deals.{kind}", undo_deal_operation)

on("company.edited", follow_company)
trash_shows("deal", trashed_deals)
trash_shows("task", trashed_tasks)
