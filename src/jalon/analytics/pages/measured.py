"""The page on the KPIs that a log carries, and on those that wait."""

from jalon.analytics.kpis import KPIS, NEEDS, WAITING
from jalon.process.pages.markdown import code, sentence, table
from jalon.process.reference import kpis

OPENING = """\
# KPIs from a log

`jalon kpis` measures these. What each means is in [the catalogue](process-kpis.md). Every figure carries its `kind`,
its `value` and `unit`, `n`, the 95 % `interval` where there is one, and the cases behind it (`rows`).

- A **cohort** takes those who entered in the window and follows them to the end of it. Open ones are censored, never
  lost.
- A **flow** counts what happened in the window. It is timely, and biased when volume grows or losses are closed late.
- A **snapshot** says what is there at the end of the window. It is no rate of conversion.

The three are never mixed. The window holds its first day and not its last. Only what had happened before its end is
known: the same log asked for an earlier day gives what would have been said then. Before the opportunity line
(`--line`) a case has no amount and stays out of pipeline value, win rate, cycle and win curve; what was put aside as
`disqualified` stays out of every denominator. Amounts at entry are the first known from the line on, so that what is
edited at closing does not leak back.

Shares have Wilson's interval, means and values a percentile bootstrap over cases (`--seed`), times in stage
Kaplan–Meier's median with the interval of Brookmeyer and Crowley, curves with several ways out Aalen–Johansen's with
the interval of log(−log F). `--tracked-since` lets cases that began before the log into the risk set at the age that
they had then.

"""


def measured_page() -> str:
    """Give the page."""
    names = {kpi.id: kpi.name.en for kpi in kpis()}
    rows = [(kpi.id, names[kpi.id], sentence(kpi.measure), ", ".join(map(code, kpi.needs))) for kpi in KPIS]
    needs = table(("need", "how"), [(code(need), what.en) for need, what in NEEDS.items()])
    waiting = table(("id", "name", "waits for"), [(kpi, names[kpi], what.en) for kpi, what in sorted(WAITING.items())])
    return (
        f"{OPENING}{table(('id', 'name', 'how', 'needs'), rows)}\n## What a log must carry\n\n{needs}"
        f"\n## KPIs that a log alone cannot give\n\n{waiting}"
    )
