"""What French typography asks of the library: a no-break space between a number and its percent sign."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jalon.process.yamlfile import LibraryError, Place, YamlFile, read_yaml

LOOSE_PERCENT = re.compile(r"[\d\])] ?%")


def typography_errors(root: Path) -> list[LibraryError]:
    """Give every French text in a library whose percent sign may stand alone on the next line."""
    return [error for path in sorted(root.rglob("*.yaml")) for error in _errors(read_yaml(path))]


def _errors(source: YamlFile) -> Iterator[LibraryError]:
    for place, text in _french(source.data, ()):
        if loose := LOOSE_PERCENT.search(text):
            what = f"“{loose[0]}” lacks its no-break space in French."
            yield source.error(place, what, "Put U+00A0 before the percent sign.")


def _french(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str) and "fr" in place:
        yield place, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from _french(inner, (*place, key))
