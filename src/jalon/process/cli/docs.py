"""`jalon process docs`: writes the reference pages, or says which are stale."""

import argparse

from jalon.process.cli.parser import command_parsers
from jalon.process.pages import pages


def run(asked: argparse.Namespace) -> int:
    """Run the command; with --check, 1 when a page is stale."""
    current = pages(command_parsers())
    stale = [
        name
        for name, text in current.items()
        if not (path := asked.folder / name).is_file() or path.read_text(encoding="utf-8") != text
    ]
    for name in stale:
        print(asked.folder / name)
    if asked.check:
        return 1 if stale else 0
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (asked.folder / name).write_text(current[name], encoding="utf-8")
    return 0
