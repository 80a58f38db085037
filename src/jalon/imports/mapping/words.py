"""The words of the mapping, read from its YAML files and squeezed for comparison."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jalon.kernel.text import fold

FOLDER = Path(__file__).parent


def squeeze(text: str) -> str:
    """Letters and digits alone, folded: "GTX Pro", "gtx-pro" and "GTXPro" are one."""
    return re.sub(r"[^0-9a-z]+", "", fold(text.replace("°", "o")))


@cache
def exact_headers() -> dict[str, str]:
    """{squeezed header: target key} of the headers that mean one thing."""
    return {squeeze(word): key for key, lines in _yaml("headers")["exact"].items() for word in _words(lines)}


@cache
def shared_headers() -> dict[str, dict[str, str]]:
    """{squeezed header: {subject: target key}} of the headers whose meaning depends on the file."""
    found: dict[str, dict[str, str]] = {}
    for meaning in _yaml("headers")["shared"].values():
        for word in _words(meaning["words"]):
            by_subject = {subject: key for subject, key in meaning.items() if subject != "words" and key}
            found[squeeze(word)] = {**by_subject, **found.get(squeeze(word), {})}
    return found


@cache
def file_words() -> dict[str, str]:
    """{squeezed word of a file's name: subject}."""
    names = _yaml("headers")["file_names"]
    return {squeeze(word): subject for subject, words in names.items() for word in words}


@cache
def outcome_words() -> dict[str, str]:
    """{squeezed word: outcome}."""
    return {squeeze(word): key for key, lines in _yaml("stages")["outcomes"].items() for word in _words(lines)}


@cache
def stage_words() -> list[tuple[frozenset[str], tuple[str, ...]]]:
    """(squeezed words, stage keys of the library, best first), in the order of the sale."""
    return [
        (frozenset(squeeze(word) for word in _words(entry["words"])), tuple(entry["stages"]))
        for entry in _yaml("stages")["stages"]
    ]


def _words(lines: Iterable[str]) -> Iterable[str]:
    return (word.strip() for line in lines for word in str(line).split(","))


@cache
def _yaml(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.yaml").open(encoding="utf-8") as file:
        loaded: dict[str, Any] = yaml.safe_load(file)
    return loaded
