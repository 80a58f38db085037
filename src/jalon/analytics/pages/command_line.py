"""The page on the commands that read a log."""

import argparse

from jalon.analytics.cli.parser import command_parsers
from jalon.process.pages.markdown import code, table

OPENING = """\
# `jalon mine` and `jalon kpis`

They read one file and need no server. Exit codes: 0 done; 2 the log or the words cannot be used, with rows and remedy
on standard error. The language follows `LANG`, or `--lang en|fr`. Which column holds what is guessed from its name,
or from the extension of XES that it belongs to; see [the log](eventlog.md).

`mine --format json` gives `cases`, `events`, `activities`, `variants`, `first_at`, `last_at`, `median_duration_s`,
`map` (rows of from, to, count, median wait in seconds), `starts`, `ends`, `ways` (rows of activities, cases, median
duration in seconds), `rework`, `loops`, `hand_overs`, `bottlenecks`, `outcomes` and `problems`. `kpis --format json`
gives `window`, `figures`, `lacking` and `waiting`; see [KPIs](eventlog-kpis.md). `--format html` gives one page that
loads nothing from the network.

"""


def command_line_page() -> str:
    """Give the page."""
    return OPENING + "\n".join(_command(name, parser) for name, parser in command_parsers().items())


def _command(name: str, parser: argparse.ArgumentParser) -> str:
    rows = [_option(action) for action in parser._actions if action.dest != "help"]
    return f"## {code(name)}\n\n{parser.description or ''}\n\n{table(('word', 'meaning'), rows)}"


def _option(action: argparse.Action) -> tuple[str, str]:
    words = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    if action.option_strings and action.metavar:
        words = f"{words} {action.metavar}"
    choices = f" One of {', '.join(code(str(choice)) for choice in action.choices)}." if action.choices else ""
    return code(words), f"{action.help or ''}.{choices}"
