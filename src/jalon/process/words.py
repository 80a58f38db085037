"""Names, in both languages, of the fixed words of a definition: phases, kinds, levels, policies."""

from functools import cache

from pydantic import RootModel

from jalon.process.definitions.text import Text
from jalon.process.reference import LIBRARY
from jalon.process.yamlfile import read_yaml, validate


def phase_name(phase: str) -> Text:
    """Name a phase of the buyer."""
    return word("phase", phase)


def word(kind: str, key: str) -> Text:
    """Name a fixed word, such as the policy `advised`; KeyError when it has no name."""
    return _words()[kind][key]


@cache
def _words() -> dict[str, dict[str, Text]]:
    return validate(RootModel[dict[str, dict[str, Text]]], read_yaml(LIBRARY / "words.yaml")).root
