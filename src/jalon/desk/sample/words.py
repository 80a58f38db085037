"""The words of sample workspaces in each language: names that nobody bears, and what sellers write down."""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

import yaml

from jalon.kernel.text import fold
from jalon.process import StageDefinition

USUAL_FAMILY, FAMILY_OF_CONSUMERS = "industry", "shop"
MOMENTS = {
    "unaware": "start",
    "awareness": "start",
    "definition": "compare",
    "evaluation": "compare",
    "proof": "prove",
    "reassurance": "reassure",
    "decision": "decide",
    "use": "after",
    "renewal": "after",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a sample is told with, in one language. Texts are sorted by moment: start, compare, … after."""

    workspace: str
    team: str
    first_names: list[str]
    last_names: list[str]
    sellers: list[str]
    company_heads: list[str]
    company_names: list[str]
    sectors: dict[str, str]
    cities: list[str]
    country: str
    phone: str
    job_titles: list[str]
    subjects: list[str]
    programmes: list[str]
    orders: list[str]
    competitors: list[str]
    next_steps: dict[str, list[str]]
    notes: dict[str, list[str]]
    calls: list[str]
    meetings: list[str]
    losses: list[str]
    overrides: list[str]


def words_in(language: str, *, offer: str = "", consumers: bool = False) -> Words:
    """The words of "fr", English for every other language, of a company that sells what `offer` says.

    With `consumers` people buy for themselves.
    """
    lang = "fr" if language.startswith("fr") else "en"
    return _words(lang, family_of(offer, lang, consumers=consumers))


def family_of(offer: str, language: str, *, consumers: bool = False) -> str:
    """The family of texts that fits what is sold: that of the first words that tell.

    When none tells, it is "shop" where people buy for themselves, else "industry". Of words that stand side by side the
    noun counts: the first in French, in English the last (« software training »).
    """
    told = [_told_by(word) for word in re.findall(r"\w+", fold(offer))]
    runs = [list(run) for is_telling, run in groupby(told, bool) if is_telling]
    if not runs:
        return FAMILY_OF_CONSUMERS if consumers else USUAL_FAMILY
    return runs[0][0 if language.startswith("fr") else -1]


def moment_of(stage: StageDefinition) -> str:
    """The moment of the sale that a stage belongs to."""
    return MOMENTS[stage.buyer_phase[0]]


@cache
def _words(language: str, family: str) -> Words:
    """What the language says for all, unless the family has words of its own for it."""
    return Words(**_read(language) | _read(f"{family}.{language}"))


def _told_by(word: str) -> str:
    """The family that a word tells, or ""."""
    families: dict[str, list[str]] = _read("families")
    return next((name for name, marks in families.items() if any(fnmatchcase(word, mark) for mark in marks)), "")


@cache
def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(f"words/{name}.yaml").read_text("utf-8"))
    return read
