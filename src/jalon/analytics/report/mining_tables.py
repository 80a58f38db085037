"""The tables of a mined log, spoken: the same for the terminal and for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from jalon.analytics.mining.mined import Mined
from jalon.analytics.mining.traces import BETWEEN
from jalon.analytics.report.captions import caption
from jalon.analytics.report.spoken import FEW, duration, number, share
from jalon.eventlog.problem import Problem
from jalon.process.definitions.text import Lang

ARROW = " → "


@dataclass(frozen=True, kw_only=True)
class Table:
    """A title that says the finding, heads, and cells ready to be read."""

    title: str
    heads: list[str]
    rows: list[list[str]]


def tables(mined: Mined, lang: Lang, top: int) -> list[Table]:
    """Every table, the first `top` rows of each."""
    return [
        _outcomes(mined, lang),
        _map(mined, lang, top),
        _ways(mined, lang, top),
        _bottlenecks(mined, lang, top),
        _rework(mined, lang, top),
        _hand_overs(mined, lang, top),
    ]


def remarks(mined: Mined, problems: Sequence[Problem], lang: Lang) -> list[str]:
    """What to read the tables with: what the checks say, and that there are few cases."""
    said = [f"{caption(problem.severity, lang)} – {problem.say(lang)}" for problem in problems]
    return [*said, caption("few", lang)] if mined.summary.cases < FEW else said


def _outcomes(mined: Mined, lang: Lang) -> Table:
    cases = mined.summary.cases
    rows = [[caption(name, lang), number(n, lang), share(n / cases, lang)] for name, n in mined.outcomes.items()]
    return Table(title=caption("outcomes", lang), heads=["", caption("cases", lang), caption("share", lang)], rows=rows)


def _map(mined: Mined, lang: Lang, top: int) -> Table:
    rows = [[a, b, number(n, lang), duration(wait, lang)] for a, b, n, wait in mined.map.head(top).iter_rows()]
    return _table(_of(caption("map", lang), mined.map.height, top, lang), "from to times median_wait", rows, lang)


def _ways(mined: Mined, lang: Lang, top: int) -> Table:
    cases = max(mined.summary.cases, 1)
    rows = [
        [number(n, lang), share(n / cases, lang), duration(lasted, lang), _way(trace)]
        for trace, n, lasted in mined.variants.head(top).iter_rows()
    ]
    variants = number(mined.variants.height, lang)
    title = caption("ways_finding", lang).format(variants=variants, share=rows[0][1]) if rows else ""
    return _table(_of(title, mined.variants.height, top, lang), "cases share duration way", rows, lang)


def _bottlenecks(mined: Mined, lang: Lang, top: int) -> Table:
    rows = [
        [row["from"], row["to"], share(row["share"], lang), duration(row["median_wait_s"], lang)]
        for row in mined.bottlenecks.head(top).iter_rows(named=True)
    ]
    title = (
        caption("bottleneck_finding", lang).format(start=rows[0][0], end=rows[0][1], share=rows[0][2]) if rows else ""
    )
    heads = "from to share_of_waiting median_wait"
    return _table(_of(title, mined.bottlenecks.height, top, lang), heads, rows, lang)


def _rework(mined: Mined, lang: Lang, top: int) -> Table:
    again = mined.rework.filter(mined.rework["again"] > 0)
    rows = [
        [row["activity"], number(row["again"], lang), number(row["cases_again"], lang), share(row["share_again"], lang)]
        for row in again.head(top).iter_rows(named=True)
    ]
    title = _of(caption("rework", lang), again.height, top, lang)
    return _table(title, "activity again cases of_its_cases", rows, lang)


def _hand_overs(mined: Mined, lang: Lang, top: int) -> Table:
    rows = [
        [row["giver"], row["taker"], number(row["count"], lang), duration(row["median_wait_s"], lang)]
        for row in mined.hand_overs.head(top).iter_rows(named=True)
    ]
    title = _of(caption("hand_overs", lang), mined.hand_overs.height, top, lang)
    return _table(title, "giver taker times median_wait", rows, lang)


def _table(title: str, heads: str, rows: list[list[str]], lang: Lang) -> Table:
    return Table(title=title, heads=[caption(key, lang) for key in heads.split()], rows=rows)


def _of(title: str, there: int, top: int, lang: Lang) -> str:
    return f"{title} ({top} {caption('of', lang)} {number(there, lang)})" if there > top else title


def _way(trace: str) -> str:
    """A way through, with what repeats itself at once written once: `Call ×3 → Offer`."""
    runs = [(name, len(list(run))) for name, run in groupby(trace.split(BETWEEN))]
    return ARROW.join(name if times == 1 else f"{name} ×{times}" for name, times in runs)
