"""Money as whole minor units with a currency, read and written the way people write it."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel.numbers import format_currency, get_currency_precision
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refusal

MAX_MINOR = 9_000_000_000_000_000


class NotAnAmount(Refusal):
    """A text that cannot be read as an amount of money."""


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` is in the currency's smallest unit: cents for EUR, whole yen for JPY."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.minor + other.minor, self.currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def words(self, language: str, *, cents: bool = False) -> str:
        """As people read it: "€1,234" or « 1 234 € »; with minor units when `cents`."""
        return _said(self, language, cents)


def read_amount(text: str, *, currency: str, field: str = "amount") -> int:
    """Minor units from "1 234,50", "1,234.50", "1.234,50 €" or "12k". Raises NotAnAmount.

    Of two different signs the last is the decimal one. A sign alone before three digits parts thousands, unless the
    currency counts in thousandths: "1.250" is 1,250 EUR and a dinar and a quarter.
    """
    cleaned = re.sub(r"[^\d,.\-kKmM]", "", text or "")
    factor = {"k": 1_000, "m": 1_000_000}.get(cleaned[-1:].lower(), 1)
    try:
        value = Decimal(_plain_number(cleaned.rstrip("kKmM"), get_currency_precision(currency))) * factor
    except InvalidOperation:
        raise _not_an_amount(text, field) from None
    minor = int((value.scaleb(get_currency_precision(currency))).to_integral_value())
    if abs(minor) > MAX_MINOR:
        raise _not_an_amount(text, field)
    return minor


@lru_cache(maxsize=8_192)
def _said(amount: Money, language: str, cents: bool) -> str:
    """A board says two hundred amounts, many of them the same: each is put into words once."""
    pattern = None if cents or amount.decimal % 1 else _whole_pattern(language)
    return format_currency(
        amount.decimal,
        amount.currency,
        format=pattern,
        locale=language,
        currency_digits=cents or pattern is None,
    )


def _plain_number(text: str, precision: int) -> str:
    last = max(text.rfind(","), text.rfind("."))
    if last == -1:
        return text
    whole, fraction = re.sub(r"[,.]", "", text[:last]), text[last + 1 :]
    return f"{whole}.{fraction}" if _is_decimal(text, last, precision) else whole + fraction


def _is_decimal(text: str, last: int, precision: int) -> bool:
    """Whether the last sign of `text` is the decimal one, and does not part thousands."""
    same, other = text.count(text[last]), text.count({",": ".", ".": ","}[text[last]])
    if len(text) - last - 1 != 3:
        return True
    return same == 1 and (bool(other) or precision == 3)


def _whole_pattern(language: str) -> str:
    return "#,##0 ¤" if language.startswith("fr") else "¤#,##0"


def _not_an_amount(text: str, field: str) -> NotAnAmount:
    return NotAnAmount(
        _("“%(value)s” is not an amount.") % {"value": text},
        field=field,
        value=text,
        remedy=_("Write digits, as in 12,500 or 12 500,50."),
    )
