"""Reading pipelines, boards, lists and deals."""

from jalon.deals.queries.board import Board, Card, CardPage, Column, PhaseBand, board, column_page
from jalon.deals.queries.cards import card_for
from jalon.deals.queries.deal_list import DealPage, DealRow, deal_list
from jalon.deals.queries.deal_sheet import CriterionState, DealSheet, StageGuide, deal_sheet, stage_guide
from jalon.deals.queries.filters import BoardFilters
from jalon.deals.queries.pipelines import (
    deal_for,
    default_pipeline,
    pipeline_for,
    pipeline_name,
    pipelines_for,
    stage_name,
    task_for,
    tasks_of,
)
from jalon.deals.queries.pole import PoleBand
from jalon.deals.queries.totals import ColumnTotals, Sum, column_totals

__all__ = [
    "Board",
    "BoardFilters",
    "Card",
    "CardPage",
    "Column",
    "ColumnTotals",
    "CriterionState",
    "DealPage",
    "DealRow",
    "DealSheet",
    "PhaseBand",
    "PoleBand",
    "StageGuide",
    "Sum",
    "board",
    "card_for",
    "column_page",
    "column_totals",
    "deal_for",
    "deal_list",
    "deal_sheet",
    "default_pipeline",
    "pipeline_for",
    "pipeline_name",
    "pipelines_for",
    "stage_guide",
    "stage_name",
    "task_for",
    "tasks_of",
]
