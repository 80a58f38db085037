"""The page on the command line."""

import argparse
from collections.abc import Mapping

from jalon.process.pages.markdown import code, table

OPENING = """\
# `jalon diagnose` and `jalon process`

They need no server and no database. Exit codes: 0 done and nothing to say against it; 1 a difference or a finding; 2
the input cannot be used, with file, line and remedy on standard error. The language follows `LANG`, or `--lang en|fr`.

`diagnose --format json` gives `dominant`, `label`, `weights`, `scores`, `why`, `reasons`, `computed`, `declared` and
`overruled`. `compose --format json` gives `diagnosis`, `pipelines` (each a whole definition with `offered`, `reason`
and `hands_over`) and `steps`. Texts are `{"en": …, "fr": …}`. `jalon diagnose` is short for `jalon process diagnose`.

"""


def command_line_page(commands: Mapping[str, argparse.ArgumentParser]) -> str:
    """Give the page."""
    return OPENING + command_sections(commands)


def command_sections(commands: Mapping[str, argparse.ArgumentParser]) -> str:
    """Give a section for each command: its name, what it does, and a table of its words."""
    return "\n".join(_command(name, parser) for name, parser in commands.items())


def _command(name: str, parser: argparse.ArgumentParser) -> str:
    rows = [_option(action) for action in parser._actions if action.dest != "help"]
    return f"## {code(name)}\n\n{parser.description or ''}\n\n{table(('word', 'meaning'), rows)}"


def _option(action: argparse.Action) -> tuple[str, str]:
    words = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    if action.option_strings and action.metavar:
        words = f"{words} {action.metavar}"
    choices = f" One of {', '.join(code(str(choice)) for choice in action.choices)}." if action.choices else ""
    return code(words), f"{action.help or ''}.{choices}"
