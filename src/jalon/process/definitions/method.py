"""A qualification or selling method, kept as a template of fields."""

from typing import Literal

from pydantic import Field

from jalon.process.definitions.sales_model import ModelKey
from jalon.process.definitions.stage import SnakeKey, StageKey
from jalon.process.definitions.text import Definition, Text, Words

type CanonicalField = Literal[
    "need",
    "impact",
    "budget",
    "authority",
    "decision_process",
    "decision_criteria",
    "paper_process",
    "timing",
    "critical_event",
    "champion",
    "competition",
]


class MethodField(Definition):
    """One field of a method; `canonical` is the name analytics reads across methods."""

    key: SnakeKey
    label: Text
    help: Text | None = None
    type: Literal["text", "number", "money", "date", "choice", "person", "list"] = "text"
    choices: dict[SnakeKey, Text] | None = None
    canonical: CanonicalField | None = None
    required_at_stage: StageKey | None = None
    evidence: SnakeKey | None = None
    questions: tuple[Text, ...] = ()


class MethodDefinition(Definition):
    """A method as a field template; `name` is a proper noun, the same in both languages."""

    key: SnakeKey
    name: Words | Text
    origin: Words | Text | None = None
    fits_models: tuple[ModelKey, ...]
    summary: Text | None = None
    notes: Text | None = None
    fields: tuple[MethodField, ...] = Field(min_length=1)
