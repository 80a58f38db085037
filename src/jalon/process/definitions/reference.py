"""The short reference tables beside the stages: roles, evidence codes, KPIs, loss reasons."""

from typing import Literal

from jalon.process.definitions.sales_model import ModelKey
from jalon.process.definitions.stage import KpiId, SnakeKey
from jalon.process.definitions.text import Definition, Text, Words

type KpiUnit = Literal[
    "share", "count", "days", "minutes", "hours", "months", "money", "money_per_day", "ratio", "score"
]


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
    """A KPI by its catalogue id, in plain words; no `models` means that it serves all of them."""

    id: KpiId
    name: Text
    definition: Text
    unit: KpiUnit
    better: Literal["higher", "lower", "neither"]
    window: Words
    scopes: tuple[Literal["whole", "stage", "rep"], ...]
    models: tuple[ModelKey, ...] = ()


class LossReason(Definition):
    """A coded reason for a lost deal; `needs_competitor` asks which one."""

    key: SnakeKey
    label: Text
    help: Text
    needs_competitor: bool = False
