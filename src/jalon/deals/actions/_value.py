"""What a deal is worth and what it is found by, kept on the row; and whether a field can hold a value."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.deals.models import Deal
from jalon.kernel.money import MAX_MINOR
from jalon.kernel.text import fold

WORDS = frozenset({"title", "source", "next_step", "competitor", "reference"})
FACTS = frozenset(
    [
        "company",
        "owner",
        "one_off_minor",
        "recurring_minor",
        "term_months",
        "currency",
        "direction",
        "close_on",
        "next_step_on",
    ]
)
EDITABLE = WORDS | FACTS
AMOUNTS = frozenset({"one_off_minor", "recurring_minor", "value_minor"})


def deal_value(deal: Deal) -> int:
    """What `value_of` makes of the deal's amounts."""
    return value_of(deal.one_off_minor, deal.recurring_minor, deal.term_months)


def value_of(one_off_minor: int | None, recurring_minor: int | None, term_months: int | None) -> int:
    """Minor units over the whole term: one-off plus yearly recurring × months ÷ 12 (a year when no term is set).

    Halves go to the even unit. Counted in whole numbers, for a float has no room for units beyond 2^53.
    """
    whole, rest = divmod((recurring_minor or 0) * (term_months or 12), 12)
    return (one_off_minor or 0) + whole + (rest > 6 or (rest == 6 and whole % 2))


def deal_search_key(deal: Deal) -> str:
    """Title and company, folded."""
    return fold(deal.title, deal.company.name if deal.company else "")[:500]


def misfit(model: type[models.Model], name: str, value: Any) -> str | Promise:
    """Why the field cannot hold the value, in words; "" when it can. Rows of other tables are not looked at."""
    field = model._meta.get_field(name)
    if isinstance(field, models.ForeignKey) or not isinstance(field, models.Field):
        return ""
    if name in AMOUNTS and isinstance(value, int) and not 0 <= value <= MAX_MINOR:
        return _("An amount is neither negative nor beyond all measure.")
    if isinstance(value, str) and "\x00" in value:
        return _("This text holds a character that cannot be kept.")
    try:
        field.clean(value, None)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""
