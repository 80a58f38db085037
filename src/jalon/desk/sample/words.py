"""The words of sample workspaces in each language: names that nobody bears, and what sellers write down."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from jalon.process import StageDefinition

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


@cache
def words_in(language: str) -> Words:
    """The words of "fr"; English for every other language."""
    name = "fr" if language.startswith("fr") else "en"
    return Words(**yaml.safe_load(files(__package__).joinpath(f"words/{name}.yaml").read_text("utf-8")))


def moment_of(stage: StageDefinition) -> str:
    """The moment of the sale that a stage belongs to."""
    return MOMENTS[stage.buyer_phase[0]]
