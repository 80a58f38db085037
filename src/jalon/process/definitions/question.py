"""The questions asked before a process is proposed, and the sales models their answers point to."""

from typing import Literal

from pydantic import Field

from jalon.process.definitions.sales_model import ModelKey
from jalon.process.definitions.stage import KpiId, SnakeKey
from jalon.process.definitions.text import Definition, Text

type Variable = Literal["I", "O", "C", "Z", "R", "N", "T", "H", "P", "X"]


class Option(Definition):
    """One answer; `values` are the variables it stands for, `because` the clause that quotes it."""

    key: SnakeKey
    label: Text
    values: dict[Variable, float] = Field(default_factory=dict)
    because: Text | None = None
    aliases: tuple[SnakeKey, ...] = ()


class Question(Definition):
    """One question; a follow-up names the question it `follows` and the answer that holds when omitted."""

    key: SnakeKey
    part: Literal["model", "follow_up", "closing", "buying"]
    follows: SnakeKey | None = None
    choice: Literal["one", "many"]
    default: SnakeKey | None = None
    text: Text
    help: Text
    options: tuple[Option, ...]

    def option(self, key: str) -> Option:
        """Give the option `key`; KeyError when the question has none."""
        for option in self.options:
            if option.key == key:
                return option
        raise KeyError(key)


class VariableWords(Definition):
    """A measurable variable in words; `clause` quotes a value through the placeholder {share}."""

    key: Variable
    name: Text
    clause: Text


class SalesModel(Definition):
    """A sales model in words: when it fits, what to beware of, and the clauses of a verdict."""

    key: ModelKey
    label: Text
    alone: Text
    with_others: Text
    definition: Text
    fits: Text
    pitfalls: Text
    because_strong: Text
    because_weak: Text
    because_absent: Text
    first_kpis: tuple[KpiId, ...]


class Source(Definition):
    """An origin of leads, with the class of its first touch."""

    key: SnakeKey
    direction: Literal["inbound", "outbound", "referral", "partner", "unknown"]
    label: Text


class CircleRole(Definition):
    """A role of the buying circle; `tick` is the answer that makes it required."""

    key: SnakeKey
    tick: SnakeKey | None = None
    label: Text
    help: Text
