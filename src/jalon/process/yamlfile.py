"""Reads a YAML file into a definition and knows on which line each value stands."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # fifteen times faster where libyaml is there

type Place = tuple[str | int, ...]


class LibraryError(Exception):
    """A YAML file that cannot be used: which file, which line, what is wrong, what to do.

    `others` are what else is wrong; as text, each stands on a line of its own.
    """

    def __init__(self, file: str, line: int, what: str, remedy: str, others: "Sequence[LibraryError]" = ()) -> None:
        super().__init__("\n".join([f"{file}:{line}: {what} {remedy}", *map(str, others)]))
        self.file, self.line, self.what, self.remedy, self.others = file, line, what, remedy, tuple(others)

    def each(self) -> "Iterator[LibraryError]":
        """Give this one without the others, then each of the others."""
        yield LibraryError(self.file, self.line, self.what, self.remedy)
        yield from self.others


def together(errors: Iterable[LibraryError]) -> LibraryError:
    """Make one error of several, in the order of their lines; what is said twice is said once."""
    each = {str(one): one for error in errors for one in error.each()}
    first, *others = sorted(each.values(), key=lambda one: (one.file, one.line))
    return LibraryError(first.file, first.line, first.what, first.remedy, others)


def read_all[Item, Read](items: Iterable[Item], read: Callable[[Item], Read]) -> list[tuple[Item, Read]]:
    """Read each item and give it with what it was read into; LibraryError with all that keeps any from being read."""
    found, wrong = [], []
    for item in items:
        try:
            found.append((item, read(item)))
        except LibraryError as error:
            wrong.append(error)
    if wrong:
        raise together(wrong)
    return found


@dataclass(frozen=True)
class YamlFile:
    """The content of one YAML file, with the line of every value in it."""

    file: str
    data: Any
    lines: Mapping[Place, int]

    def at(self, place: Place) -> Any:
        """Give the value at `place`, which must be there."""
        value = self.data
        for step in place:
            value = value[step]
        return value

    def line(self, place: Place) -> int:
        """Give the line of `place`, or of the nearest thing around it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def error(self, place: Place, what: str, remedy: str) -> LibraryError:
        """Build the error about the value at `place`."""
        return LibraryError(self.file, self.line(place), what, remedy)


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML file; LibraryError when it is missing, not UTF-8 or not YAML, or repeats a key."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), file=str(path))
    except FileNotFoundError:
        raise LibraryError(str(path), 1, "The file does not exist.", "Check the path.") from None
    except OSError as problem:
        raise LibraryError(str(path), 1, f"{problem.strerror}.", "Give a readable file.") from None
    except UnicodeDecodeError:
        raise LibraryError(str(path), 1, "The file is not UTF-8.", "Save it as UTF-8.") from None


def parse_yaml(text: str, *, file: str) -> YamlFile:
    """Parse YAML text; `file` only names it in errors."""
    try:
        node, data = _load(text)
    except yaml.MarkedYAMLError as problem:
        raise _broken(problem, file) from None
    except yaml.YAMLError as problem:
        raise LibraryError(file, 1, f"Not YAML: {problem}.", "Remove what is not text.") from None
    if node is None:
        raise LibraryError(file, 1, "The file is empty.", "Write a definition in it.")
    _refuse_repeated_keys(node, file)
    return YamlFile(file, data, dict(_places(node, ())))


def validate[M: BaseModel](model: type[M], source: YamlFile) -> M:
    """Turn a file into a model; LibraryError with everything that does not fit."""
    try:
        return model.model_validate(source.data)
    except ValidationError as problem:
        raise together(explain(problem, source)) from None


def explain(
    problem: ValidationError, source: YamlFile, within: Place = (), *, aside: Collection[Place] = ()
) -> list[LibraryError]:
    """Translate what pydantic found into errors with line and remedy.

    `within` is where the value stands, `aside` the places in it of which enough has been said.
    """
    details = [one for one in problem.errors() if not any(_touches(one["loc"], place) for place in aside)]
    roots = {one["loc"][:depth] for one in details for depth in range(len(one["loc"]))}
    found = [_explain_one(one, source, within) for one in details if one["loc"] not in roots]
    return sorted(found, key=lambda error: error.line)


def _touches(one: Place, other: Place) -> bool:
    """Tell whether one of the places is within the other, or the same."""
    depth = min(len(one), len(other))
    return one[:depth] == other[:depth]


def _load(text: str) -> tuple[yaml.Node | None, Any]:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def _broken(problem: yaml.MarkedYAMLError, file: str) -> LibraryError:
    mark = problem.problem_mark or problem.context_mark
    line = mark.line + 1 if mark else 1
    what = f"Not YAML: {problem.problem or problem.context}."
    return LibraryError(file, line, what, "Check the indentation, quotes and colons around this line.")


def _places(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, key.value), key.start_mark.line + 1
            yield from _places_below(value, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _places(item, (*place, number))


def _places_below(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    for below, line in _places(node, place):
        if below != place:
            yield below, line


def _refuse_repeated_keys(node: yaml.Node, file: str) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise LibraryError(file, line, f"The key {key.value} is written twice.", "Keep one of them.")
            seen.add(key.value)
            _refuse_repeated_keys(value, file)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(item, file)


def _explain_one(details: ErrorDetails, source: YamlFile, within: Place) -> LibraryError:
    place = _place_in_file((*within, *details["loc"]), source.data)
    name = ".".join(str(step) for step in place) or "the document"
    if details["type"] == "missing":
        return source.error(place, f"{name} is missing.", f"Add the key {place[-1]}.")
    if details["type"] == "extra_forbidden":
        return source.error(place, f"{name} is not a known key.", _which_key(str(place[-1])))
    message = details["msg"].removesuffix(".")
    return source.error(place, f"{name} has the value {_short(details['input'])}.", f"{message}.")


def _place_in_file(loc: tuple[str | int, ...], data: Any) -> Place:
    """Drop the steps that pydantic adds for unions and that are not in the file."""
    place: list[str | int] = []
    for number, step in enumerate(loc):
        known = (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        )
        if known:
            data = data[step]
            place.append(step)
        elif number == len(loc) - 1 and isinstance(data, dict) and isinstance(step, str):
            place.append(step)
    return tuple(place)


def _which_key(key: str) -> str:
    guess = get_close_matches(key, _KNOWN_KEYS, n=1)
    return f"Did you mean {guess[0]}? Otherwise remove it." if guess else "Remove it or correct its name."


def _short(value: object) -> str:
    words = repr(value)
    return words if len(words) <= 60 else f"{words[:57]}…"


_KNOWN_KEYS = """
    key group label noun buyer_phase buyer_belief five_w_two_h why what who when where how how_much
    responsible support entry due_days exit type arg by level policy help duration_days p50 p90
    conversion low high kpis target kpi value text playbook kind title body activities role
    forecast_category outcomes model purpose context entry_rule opportunity_line headline_kpi stages
    won_at aside cyclic en fr
""".split()
