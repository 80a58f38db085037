"""`jalon mine`: says what really happened."""

import argparse
from dataclasses import asdict
from typing import Any

from jalon.analytics.cli.opened import Opened, opened
from jalon.analytics.cli.output import as_json, put, table
from jalon.analytics.mining.mined import Mined, mine
from jalon.analytics.mining.traces import BETWEEN
from jalon.analytics.report.captions import caption
from jalon.analytics.report.mining_tables import remarks, tables
from jalon.analytics.report.spoken import duration, number
from jalon.process.definitions.text import Lang


def run(asked: argparse.Namespace) -> int:
    """Run the command and give its exit code."""
    with opened(asked, carry=("actor", "outcome")) as found:
        mined = mine(found.log, deciding=found.deciding)
    if asked.format == "json":
        put(as_json(as_data(mined, found)), asked)
    elif asked.format == "html":
        from jalon.analytics.report.mining_page import mining_page

        put(mining_page(mined, problems=found.problems, name=asked.file.name, lang=asked.lang), asked)
    else:
        put(_text(mined, found, asked.lang, asked.top), asked)
    return 0


def as_data(mined: Mined, found: Opened) -> dict[str, Any]:
    """Give everything as plain data; waits and durations in seconds."""
    whole = asdict(mined.summary) | {"variants": mined.variants.height}
    pairs = ("starts", "ends")
    tables = ("rework", "loops", "hand_overs", "bottlenecks")
    ways = [[trace.split(BETWEEN), cases, median] for trace, cases, median in mined.variants.iter_rows()]
    return {
        **{name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in whole.items()},
        "map": [list(row) for row in mined.map.iter_rows()],
        **{name: dict(getattr(mined, name).iter_rows()) for name in pairs},
        "ways": ways,
        **{name: getattr(mined, name).to_dicts() for name in tables},
        "outcomes": mined.outcomes,
        "problems": [
            {"code": one.code, "severity": one.severity, "rows": one.rows, "count": one.count, "text": one.say()}
            for one in found.problems
        ],
    }


def _text(mined: Mined, found: Opened, lang: Lang, top: int) -> str:
    whole = mined.summary
    first = caption("whole", lang).format(
        cases=number(whole.cases, lang),
        events=number(whole.events, lang),
        activities=number(whole.activities, lang),
        ways=number(mined.variants.height, lang),
        lasts=duration(whole.median_duration_s, lang),
    )
    parts = [
        first,
        *remarks(mined, found.problems, lang),
        *(table(one.title, one.heads, one.rows) for one in tables(mined, lang, top)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
