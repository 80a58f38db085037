"""Rules that say what must, or must not, come before or after what, and how they are written.

They are templates of Declare: Pesic, Schonenberg and van der Aalst, "DECLARE: full support for loosely-structured
processes" (2007), with a time limit where one is wanted.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from jalon.eventlog.problem import error

type RuleKind = Literal["precedence", "response", "existence", "absence"]

UNITS = {"min": 60, "h": 3_600, "d": 86_400, "j": 86_400, "w": 604_800, "sem": 604_800}
NAME = r"(?P<{}>[^,()<≤]+?)"
LIMIT = r"(?:\s*(?:≤|<=)\s*(?P<limit>\d+(?:[.,]\d+)?)\s*(?P<unit>min|h|d|j|w|sem))?"
FORMS: dict[RuleKind, re.Pattern[str]] = {
    "precedence": re.compile(rf"precedence\(\s*{NAME.format('other')}\s*,\s*{NAME.format('judged')}{LIMIT}\s*\)"),
    "response": re.compile(rf"response\(\s*{NAME.format('judged')}\s*,\s*{NAME.format('other')}{LIMIT}\s*\)"),
    "existence": re.compile(rf"existence\(\s*{NAME.format('judged')}\s*\)"),
    "absence": re.compile(rf"absence\(\s*{NAME.format('judged')}(?:\s+before\s+{NAME.format('other')})?\s*\)"),
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`judged` is what the rule is about, `other` what it must come after (precedence), or be followed by (response).

    `absence(A before B)` is the precedence of B before A, as people say it. `within` is how far apart they may be.
    """

    text: str
    kind: RuleKind
    judged: str
    other: str = ""
    within: timedelta | None = None


def read_rule(text: str) -> Rule:
    """Read `precedence(A, B)`, `response(A, B ≤ 1 d)`, `existence(A)`, `absence(A)` or `absence(A before B)`.

    A and B are stages, criteria or activities. LogError when it is none of these.
    """
    for kind, form in FORMS.items():
        if found := form.fullmatch(text.strip()):
            return _rule(text.strip(), kind, found.groupdict())
    raise error(
        "unreadable-rule",
        en=f"{text} is no rule.",
        fr=f"{text} n’est pas une règle.",
        remedy_en="Write precedence(A, B), response(A, B ≤ 1 d), existence(A), absence(A) or absence(A before B).",
        remedy_fr="Écrivez precedence(A, B), response(A, B ≤ 1 j), existence(A), absence(A) ou absence(A before B).",
    )


def _rule(text: str, kind: RuleKind, found: dict[str, str | None]) -> Rule:
    limit, unit, other = found.get("limit"), found.get("unit"), found.get("other") or ""
    return Rule(
        text=text,
        kind="precedence" if kind == "absence" and other else kind,
        judged=str(found["judged"]),
        other=other,
        within=timedelta(seconds=float(limit.replace(",", ".")) * UNITS[unit]) if limit and unit else None,
    )
