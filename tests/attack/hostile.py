"""Values that nobody sends by mistake, and the names of all that Jalon reads from forms and addresses."""

import random
import re
from functools import cache
from pathlib import Path

import jalon

VALUES = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\u202eevil\u202c \u200f",
    "😀" * 50,
    "e\u0301" * 200,
    "\ud83d",
    "x" * 100_000,
    "-1",
    "0",
    "-99999999999999999999",
    "9" * 400,
    "1e400",
    "NaN",
    "Infinity",
    "١٢٣",
    "²",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "999999-01-01",
    "00000000-0000-0000-0000-000000000000",
    "not-a-uuid",
    "../../../etc/passwd",
    "{{ 7*7 }}{% debug %}",
    "' OR 1=1; --",
    "<script>alert(1)</script>",
    "%s%n%(x)s{0}{x}",
    "=cmd|' /C calc'!A0",
    "//evil.example/",
    "https://evil.example/",
    "javascript:alert(1)",
    "on",
    "1",
    "true",
    "[]",
    '{"a":1}',
    "\r\nSet-Cookie: a=b",
    "rank",
    "overdue",
    "none",
    "me",
)
SLUGS = ("x", "csv", "xlsx", "__class__", "-", "0", "title", "owner", "x" * 300)
_READ = re.compile(r"""(?:GET|POST|FILES)(?:\.get|\.getlist)?[\[(]\s*["'](\w+)["']""")
_SENT = re.compile(r"""\bname="([\w.\-]+)""")


@cache
def names_read() -> tuple[str, ...]:
    """Every name that a view asks a request for."""
    sources = Path(jalon.__file__).parent.rglob("*.py")
    return tuple(sorted({name for file in sources for name in _READ.findall(file.read_text())}))


def names_in(html: str) -> set[str]:
    """The names of the fields of a page."""
    return set(_SENT.findall(html)) - {"csrfmiddlewaretoken", "viewport"}


def filled(names: set[str], chance: random.Random) -> dict[str, object]:
    """Each name with a hostile value, some with several, some left out."""
    given = {name: chance.choice(VALUES) for name in sorted(names) if chance.random() < 0.8}
    several = {name: [value, chance.choice(VALUES)] for name, value in given.items() if chance.random() < 0.1}
    return {**given, **several}
