"""The answers to the questions, read from loose words and refused clearly when they are wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from jalon.process.definitions.question import Question, Variable
from jalon.process.reference import question
from jalon.process.scoring import Variables


class AnswerError(ValueError):
    """An answer that is not one of those allowed; names the field, the value and what is allowed."""

    def __init__(self, field: str, value: object, allowed: str, what: str = "") -> None:
        super().__init__(f"{field}: {what or f'{value!r} is not an answer'}. Allowed: {allowed}.")
        self.field, self.value, self.allowed = field, value, allowed


@dataclass(frozen=True, kw_only=True)
class Buying:
    """How the ideal customer buys; None is "not asked", an empty tuple "nothing ticked"."""

    trigger: tuple[str, ...] | None = None
    circle: tuple[str, ...] | None = None
    compare: str | None = None
    proof: str | None = None
    reassure: tuple[str, ...] | None = None
    sign: tuple[str, ...] | None = None

    def ticked(self, key: str) -> tuple[str, ...]:
        """Give the options chosen for one question; none when it was not asked."""
        value: str | tuple[str, ...] | None = getattr(self, key)
        return (value,) if isinstance(value, str) else value or ()


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Every answer by the key of its question; None is "not answered".

    An omitted follow-up takes the default of its question: none, even or no. `deal_value` is the average
    amount of a deal, excluding tax, in the base currency's main unit.
    """

    q1: str | None = None
    q1_partners: str | None = None
    q1_self_service: str | None = None
    q2: str | None = None
    q2_time: str | None = None
    q3: str | None = None
    q4: str | None = None
    q4_named: str | None = None
    q4_tailored: str | None = None
    defines: str | None = None
    deal_value: float | None = None
    buying: Buying = Buying()

    def chosen(self, key: str) -> str | None:
        """Give the option chosen for a model question, the default for an omitted follow-up."""
        value: str | None = getattr(self, key)
        return question(key).default if value is None else value


MODEL_QUESTIONS = (
    "q1",
    "q1_partners",
    "q1_self_service",
    "q2",
    "q2_time",
    "q3",
    "q4",
    "q4_named",
    "q4_tailored",
)


def read_answers(data: Mapping[str, Any]) -> Answers:
    """Read answers written by hand; AnswerError for an unknown key or a value that is not allowed.

    Case, spaces, hyphens and the full words of an option are accepted; true and false stand for yes and no.
    """
    _refuse_unknown(data, [field.name for field in fields(Answers)], "")
    values: dict[str, Any] = {key: _one(key, key, data.get(key)) for key in (*MODEL_QUESTIONS, "defines")}
    values["deal_value"] = _amount(data.get("deal_value"))
    values["buying"] = _buying(data.get("buying"))
    return Answers(**values)


def variables_of(answers: Answers) -> Variables:
    """Give the variables that the answers stand for, each at the midpoint of the option chosen."""
    values: dict[Variable, float] = {}
    for key in MODEL_QUESTIONS:
        chosen = answers.chosen(key)
        if chosen is not None:
            values |= question(key).option(chosen).values
    return Variables(**values)


def _buying(data: Any) -> Buying:
    if data is None:
        return Buying()
    if not isinstance(data, Mapping):
        raise AnswerError("buying", data, "the keys trigger, circle, compare, proof, reassure, sign below it")
    names = [field.name for field in fields(Buying)]
    _refuse_unknown(data, names, "buying.")
    read = {
        name: (_many if question(name).choice == "many" else _one)(f"buying.{name}", name, data.get(name))
        for name in names
    }
    return Buying(**read)  # type: ignore[arg-type]


def _one(field: str, key: str, value: Any) -> str | None:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return None if value is None else _option(question(key), field, value)


def _many(field: str, key: str, value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    items = re.split(r"\s*,\s*", value) if isinstance(value, str) else value
    if not isinstance(items, list):
        raise AnswerError(field, value, _allowed(question(key)))
    if items in (["none"], [""]) and "none" not in _spellings(question(key)):
        return ()
    ticked = {_option(question(key), field, item) for item in items}
    return tuple(option.key for option in question(key).options if option.key in ticked)


def _option(asked: Question, field: str, value: Any) -> str:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    spellings = _spellings(asked)
    if isinstance(value, str) and _plain(value) in spellings:
        return spellings[_plain(value)]
    raise AnswerError(field, value, _allowed(asked))


def _spellings(asked: Question) -> dict[str, str]:
    """Map each accepted spelling of an option to its key."""
    found: dict[str, str] = {}
    for option in asked.options:
        for spelling in (option.key, *option.aliases, option.label.en, option.label.fr):
            found.setdefault(_plain(spelling), option.key)
    return found


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", "_", words.casefold()).strip("_")


def _allowed(asked: Question) -> str:
    return ", ".join(option.key for option in asked.options)


def _amount(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise AnswerError("deal_value", value, "a number from 0, in the main unit of your currency, as in 12000")
    return float(value)


def _refuse_unknown(data: Mapping[str, Any], known: list[str], before: str) -> None:
    for key in data:
        if key not in known:
            guess = get_close_matches(str(key), known, n=1)
            what = f"not a question; did you mean {before}{guess[0]}" if guess else "not a question"
            raise AnswerError(f"{before}{key}", data[key], ", ".join(known), what)
