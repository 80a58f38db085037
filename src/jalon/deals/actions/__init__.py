"""Everything that can be done to pipelines, deals and tasks."""

from jalon.deals.actions._claim import DealChanged, hold_deals
from jalon.deals.actions._value import value_of
from jalon.deals.actions.close_deal import CannotClose, close_deal
from jalon.deals.actions.create_deal import CannotCreate, create_deal
from jalon.deals.actions.edit_deal import CannotEdit, edit_deal
from jalon.deals.actions.log import CannotLog, NothingWritten, log_call, log_meeting, log_note
from jalon.deals.actions.move_stage import move_stage
from jalon.deals.actions.people import NotInDeal, add_person, remove_person
from jalon.deals.actions.plan_move import CannotMove, GateRefused, Move, plan_move
from jalon.deals.actions.publish import publish
from jalon.deals.actions.reopen_deal import NotClosed, reopen_deal
from jalon.deals.actions.reorder_deal import reorder_deal
from jalon.deals.actions.shelve import (
    AlreadyThere,
    archive_deal,
    restore_deal,
    trash_deal,
    unarchive_deal,
)
from jalon.deals.actions.state_evidence import NoSuchCriterion, state_evidence, withdraw_evidence
from jalon.deals.actions.tasks import (
    CannotTask,
    TaskChanged,
    add_task,
    complete_task,
    edit_task,
    reopen_task,
    restore_task,
    trash_task,
)
from jalon.deals.actions.undo import undo_deal_operation

__all__ = [
    "AlreadyThere",
    "CannotClose",
    "CannotCreate",
    "CannotEdit",
    "CannotLog",
    "CannotMove",
    "CannotTask",
    "DealChanged",
    "GateRefused",
    "Move",
    "NoSuchCriterion",
    "NotClosed",
    "NotInDeal",
    "NothingWritten",
    "TaskChanged",
    "add_person",
    "add_task",
    "archive_deal",
    "close_deal",
    "complete_task",
    "create_deal",
    "edit_deal",
    "edit_task",
    "hold_deals",
    "log_call",
    "log_meeting",
    "log_note",
    "move_stage",
    "plan_move",
    "publish",
    "remove_person",
    "reopen_deal",
    "reopen_task",
    "reorder_deal",
    "restore_deal",
    "restore_task",
    "state_evidence",
    "trash_deal",
    "trash_task",
    "unarchive_deal",
    "undo_deal_operation",
    "value_of",
    "withdraw_evidence",
]
