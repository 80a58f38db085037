"""The kinds of content, each with the pattern that a cell of it has."""

from enum import StrEnum

import polars as pl


class Kind(StrEnum):
    """What a column's cells are, as far as their look tells."""

    EMPTY = "empty"
    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    BOOLEAN = "boolean"


BLANKS = r"\s\u00a0\u2009\u202f"
SIGNS = r"€|\$|£|¥|EUR|USD|GBP|CHF|CAD|JPY"
FIGURE = rf"\d[\d.,'’{BLANKS}]*"
AMOUNT = rf"(?i)^[(]?[-+−]?{FIGURE}[km]?[)]?-?$"
DAY = (
    r"(?i)^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2})"
    r"([ T,]+\d{1,2}[:h]\d{2}.*)?$"
    r"|^\d{1,2}(er|st|nd|rd|th)?[ \-.]+\p{L}{3,10}\.?[ \-,]+\d{2,4}$"
    r"|^\p{L}{3,10}\.?[ \-]+\d{1,2}(st|nd|rd|th)?,?[ \-]+\d{4}$"
)
PATTERNS: dict[Kind, str] = {
    Kind.EMAIL: r"(?i)^(mailto:)?[^@\s<>;,]+@[^@\s<>;,]+\.[^@\s<>;,.]{2,}$",
    Kind.DATE: DAY,
    Kind.BOOLEAN: r"(?i)^(true|false|yes|no|y|n|oui|non|o|vrai|faux)$",
    Kind.PERCENT: rf"^[-+−]?{FIGURE}%$",
    Kind.MONEY: rf"(?i)^[(]?[-+−]?({SIGNS})[{BLANKS}]*[-+−]?{FIGURE}[km]?[)]?$"
    rf"|^[(]?[-+−]?{FIGURE}[km]?[{BLANKS}]*({SIGNS})[)]?$",
    Kind.PHONE: r"^(\+|00?[1-9(])[\d\s().\-/\u00a0\u202f]{7,22}$|^\(\d{2,4}\)[\d\s.\-]{6,16}$",
    Kind.URL: r"(?i)^(https?://\S+|(www\.)?([a-z0-9-]+\.)+[a-z]{2,12}(/\S*)?)$",
    Kind.WHOLE: r"^[-+−]?\d{1,18}$",
    Kind.NUMBER: AMOUNT,
}
NOTHING = ("-", "--", "—", "/", "?", "n/a", "na", "n.a.", "nc", "n.c.", "nd", "null", "none", "nan", "néant", "vide")


def without_nothing(cells: pl.Expr) -> pl.Expr:
    """Cells that people fill in to say "nothing" become null; for figures and dates alone, never for text."""
    return pl.when(cells.str.to_lowercase().is_in(NOTHING)).then(None).otherwise(cells)
