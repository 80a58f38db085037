"""The short reference tables beside the stages: roles, evidence codes, KPIs, loss reasons."""

from typing import Literal

from jalon.process.definitions.sales_model import ModelKey
from jalon.process.definitions.stage import KpiId, SnakeKey
from jalon.process.definitions.text import Definition, Text


class Role(Definition):
    """A role on the seller's side."""

    key: SnakeKey
    label: Text
    owns: Text


class Evidence(Definition):
    """A kind of evidence; `arg` says whether it needs a detail, as in `meet(decision_maker)`."""

    code: SnakeKey
    label: Text
    arg: Literal["required", "optional"]
    by: Literal["buyer", "seller"]
    help: Text


class Kpi(Definition):
    """A KPI by its catalogue id, with its definition in plain words."""

    id: KpiId
    name: Text
    definition: Text
    unit: Literal[
        "share", "count", "days", "minutes", "hours", "months", "money", "money_per_day", "ratio", "score"
    ]
    better: Literal["higher", "lower", "neither"]
    scopes: tuple[Literal["whole", "stage", "rep"], ...]
    models: tuple[ModelKey, ...]
    caution: Text | None = None


class LossReason(Definition):
    """A coded reason for a lost deal; `needs_competitor` asks which one."""

    key: SnakeKey
    label: Text
    help: Text
    needs_competitor: bool = False
