"""Writes results: as JSON or YAML for machines, wrapped and indented for people."""

import json
import shutil
import sys
from collections.abc import Iterable
from textwrap import fill
from typing import Any

import yaml

WIDTH = 100


def dump(data: Any, form: str) -> None:
    """Write data as JSON or YAML."""
    if form == "json":
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(to_yaml(data))


def to_yaml(data: Any) -> str:
    """Give data as YAML that people can read and edit."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def say(words: str = "", indent: int = 0) -> None:
    """Write one paragraph, wrapped to the terminal."""
    pad = " " * indent
    sys.stdout.write(fill(words, width=_width(), initial_indent=pad, subsequent_indent=pad) + "\n")


def say_list(items: Iterable[str], indent: int = 2, mark: str = "-") -> None:
    """Write a list, each item wrapped under its own mark."""
    pad = " " * indent
    for item in items:
        text = fill(item, width=_width(), initial_indent=f"{pad}{mark} ", subsequent_indent=f"{pad}  ")
        sys.stdout.write(text + "\n")


def title(words: str) -> None:
    """Write a title, underlined."""
    sys.stdout.write(f"{words}\n{'─' * len(words)}\n")


def _width() -> int:
    return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)


def _text(dumper: yaml.representer.BaseRepresenter, value: str) -> yaml.ScalarNode:
    """Write long text in blocks, so that a diff of two files can be read."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper: Any = type("_Dumper", (getattr(yaml, "CSafeDumper", yaml.SafeDumper),), {})  # fast where libyaml is
_Dumper.add_representer(str, _text)
