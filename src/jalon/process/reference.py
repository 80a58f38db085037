"""Loads the short tables of the library: questions, models, roles, evidence, KPIs, loss reasons and more."""

from functools import cache
from pathlib import Path

from pydantic import RootModel

from jalon.process.definitions.change import BuyingEffect
from jalon.process.definitions.question import CircleRole, Question, SalesModel, Source, VariableWords
from jalon.process.definitions.reference import Evidence, Kpi, LossReason, Role
from jalon.process.definitions.text import Definition, Text
from jalon.process.yamlfile import read_yaml, validate

LIBRARY = Path(__file__).parent / "library"


@cache
def questions() -> tuple[Question, ...]:
    """Give every question in the order in which it is asked."""
    return load_table("questions", Question)


@cache
def question(key: str) -> Question:
    """Give one question; KeyError when there is none of this key."""
    return {question.key: question for question in questions()}[key]


@cache
def variables() -> tuple[VariableWords, ...]:
    """Give the variables that sales data can measure, in words."""
    return load_table("variables", VariableWords)


@cache
def models() -> tuple[SalesModel, ...]:
    """Give the seven sales models."""
    return load_table("models", SalesModel)


@cache
def sales_model(key: str) -> SalesModel:
    """Give one sales model; KeyError when there is none of this key."""
    return {str(model.key): model for model in models()}[key]


@cache
def roles() -> tuple[Role, ...]:
    """Give the roles on the seller's side."""
    return load_table("roles", Role)


@cache
def circle_roles() -> tuple[CircleRole, ...]:
    """Give the roles of a buying circle."""
    return load_table("circle", CircleRole)


@cache
def evidence() -> tuple[Evidence, ...]:
    """Give the kinds of exit evidence."""
    return load_table("evidence", Evidence)


@cache
def kpis() -> tuple[Kpi, ...]:
    """Give the KPI catalogue in plain words."""
    return load_table("kpis", Kpi)


@cache
def loss_reasons() -> tuple[LossReason, ...]:
    """Give the coded reasons for a lost deal."""
    return load_table("loss_reasons", LossReason)


@cache
def sources() -> tuple[Source, ...]:
    """Give the origins of leads with their class of first touch."""
    return load_table("sources", Source)


@cache
def buying_effects() -> tuple[BuyingEffect, ...]:
    """Give what each answer on buying changes."""
    return load_table("buying", BuyingEffect)


def composition_reason(key: str) -> Text:
    """Give the reason for a step of a composition, with its placeholders."""
    return _composition_reasons()[key]


def load_table[D: Definition](name: str, row: type[D], root: Path = LIBRARY) -> tuple[D, ...]:
    """Load one list of the library; LibraryError when it does not fit."""
    return validate(RootModel[tuple[row, ...]], read_yaml(root / f"{name}.yaml")).root  # type: ignore[valid-type]


@cache
def _composition_reasons() -> dict[str, Text]:
    return validate(RootModel[dict[str, Text]], read_yaml(LIBRARY / "composition.yaml")).root
