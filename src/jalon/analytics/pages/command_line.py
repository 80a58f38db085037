"""The page on the commands that read a log."""

from jalon.analytics.cli.parser import command_parsers
from jalon.process.pages.command_line import command_sections

OPENING = """\
# `jalon mine`, `jalon kpis` and `jalon adherence`

They read one file and need no server. Exit codes: 0 done; 2 the log, the process or the words cannot be used, with
rows and remedy on standard error. The language follows `LANG`, or `--lang en|fr`. Which column holds what is guessed
from its name, or from the extension of XES that it belongs to; see [the log](eventlog.md).

`mine --format json` gives `cases`, `events`, `activities`, `variants`, `first_at`, `last_at`, `median_duration_s`,
`map` (rows of from, to, count, median wait in seconds), `starts`, `ends`, `ways` (rows of activities, cases, median
duration in seconds), `rework`, `loops`, `hand_overs`, `bottlenecks`, `outcomes` and `problems`. `kpis --format json`
gives `window`, `figures`, `lacking` and `waiting`; see [KPIs](eventlog-kpis.md). `adherence --format json`
gives `process`, `version`, `cases`, `fitness` (the mean of the cases), `log_fitness`, `share_fit`, `has_evidence`,
`read_as`, `deviations` (each with `kind`, `step`, `what`, `cases`, `could`, `share`, win rates with and without,
`difference`, `low`, `high`, `p`, `verdict` and the cases behind it, `rows`), `rules`, `segments` and `case_fitness`
(rows of case, outcome, fitness, cost, worst cost); see [adherence](eventlog-adherence.md). `--format html`
gives one page that loads nothing from the network.

"""


def command_line_page() -> str:
    """Give the page."""
    return OPENING + command_sections(command_parsers())
