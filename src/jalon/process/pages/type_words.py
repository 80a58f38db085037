"""Names the type of a field as a person who writes YAML understands it."""

import types
from typing import Annotated, Any, Literal, TypeAliasType, Union, get_args, get_origin

from pydantic import BaseModel

from jalon.process.definitions.pipeline import ContextValue, PipelineKey
from jalon.process.definitions.stage import Days, KpiId, Share, SnakeKey, StageKey
from jalon.process.definitions.text import Text, Words

NAMED: dict[Any, str] = {
    Text: "text in both languages",
    Words: "words",
    StageKey: "stage key, in capitals",
    SnakeKey: "key, in small letters",
    PipelineKey: "dotted key, as in team.sales",
    ContextValue: "text, words, number or list",
    KpiId: "KPI id, as in K27",
    Share: "share from 0 to 1",
    Days: "days",
    str: "words",
    int: "whole number",
    float: "number",
    bool: "true or false",
}


def type_words(kind: Any) -> str:
    """Give the words for a type."""
    if kind in NAMED:
        return NAMED[kind]
    if isinstance(kind, TypeAliasType):
        return type_words(kind.__value__)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"[{_spaced(kind.__name__)}](#{_spaced(kind.__name__).replace(' ', '-')})"
    return _composed(get_origin(kind), get_args(kind))


def heading(shape: type[BaseModel]) -> str:
    """Give the heading under which a shape is described; `type_words` links to it."""
    words = _spaced(shape.__name__)
    return words[0].upper() + words[1:]


def _composed(origin: Any, args: tuple[Any, ...]) -> str:
    if origin is Annotated:
        return type_words(args[0])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in args)
    if origin is tuple:
        return f"list: {type_words(args[0])}"
    if origin is dict:
        return f"keys with: {type_words(args[1])}"
    if origin in (Union, types.UnionType):
        return ", or ".join(type_words(one) for one in args if one is not type(None))
    raise TypeError(f"There are no words for {origin}; add them to NAMED.")


def _spaced(name: str) -> str:
    """Turn StageDefinition into "stage" and ExitCriterion into "exit criterion"."""
    letters = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return letters.strip().removesuffix(" definition")
