"""The fields of a deal that people edit: how each is asked, and how it is said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from babel.dates import format_date
from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jalon.deals.forms.fields import ColleagueField
from jalon.deals.forms.sources import source_choices, source_words
from jalon.deals.models import Deal, Direction
from jalon.kernel.money import Money
from jalon.orgs.models import Membership
from jalon.ui.forms import DateField, MoneyField

type Build = Callable[[Deal, Membership], forms.Field]


@dataclass(frozen=True)
class DealField:
    """One field: its form field for a deal and a viewer, and the words for its value."""

    name: str
    label: str | Promise
    build: Build
    say: Callable[[Any, str], str]


class DealFieldsForm(forms.Form):
    """Some fields of a deal, with the edit number that was read."""

    edit = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, deal: Deal, viewer: Membership, names: Iterable[str], **options: Any) -> None:
        initial = {name: _initial(deal, name) for name in names} | {"edit": deal.edit}
        super().__init__(*args, **options | {"initial": initial | options.pop("initial", {})})
        for name in names:
            self.fields[name] = DEAL_FIELDS[name].build(deal, viewer)
            self.fields[name].label = DEAL_FIELDS[name].label  # type: ignore[assignment]

    def changes(self) -> dict[str, Any]:
        """Field name to value; `company` is still a name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "edit"}


def words_of(deal: Deal, name: str) -> str:
    """A deal's field as people read it; "" when there is nothing."""
    return say_value(deal, name, getattr(deal, name))


def day_words(day: date) -> str:
    """ "9 Dec 2026", « 9 déc. 2026 »."""
    return format_date(day, "d MMM y", locale=get_language() or "en")


def say_value(deal: Deal, name: str, value: Any) -> str:
    """`value` as the field `name` would be read in this deal."""
    return "" if value is None or value == "" else DEAL_FIELDS[name].say(value, deal.currency)


def _initial(deal: Deal, name: str) -> Any:
    value = getattr(deal, name)
    return value.name if name == "company" and value else value


def _text(maximum: int, *, required: bool = False) -> Build:
    return lambda _deal, _viewer: forms.CharField(max_length=maximum, required=required)


def _company(deal: Deal, _viewer: Membership) -> forms.Field:
    return forms.CharField(max_length=200, required=False, initial=deal.company.name if deal.company else "")


def _amount(deal: Deal, _viewer: Membership) -> forms.Field:
    return MoneyField(currency=deal.currency, required=False)


def _owner(deal: Deal, viewer: Membership) -> forms.Field:
    return ColleagueField(viewer, holder=deal.owner_id)


def _direction(_deal: Deal, _viewer: Membership) -> forms.Field:
    return forms.ChoiceField(choices=Direction.choices)


def _source(deal: Deal, _viewer: Membership) -> forms.Field:
    return forms.ChoiceField(choices=[("", _("Unknown")), *source_choices(deal.source)], required=False)


def _months(_deal: Deal, _viewer: Membership) -> forms.Field:
    return forms.IntegerField(required=False, min_value=1, max_value=240)


def _day(_deal: Deal, _viewer: Membership) -> forms.Field:
    return DateField(required=False)


def _say_amount(value: int, currency: str) -> str:
    return Money(value, currency).words(get_language() or "en")


def _say_day(value: date, _currency: str) -> str:
    return day_words(value)


def _say(value: object, _currency: str) -> str:
    return str(value)


def _say_source(value: str, _currency: str) -> str:
    return source_words(value)


def _say_member(value: Membership | UUID, _currency: str) -> str:
    return str(value.user) if isinstance(value, Membership) else ""


def _say_direction(value: str, _currency: str) -> str:
    return str(Direction(value).label)


DEAL_FIELDS: dict[str, DealField] = {
    field.name: field
    for field in (
        DealField("title", _("Deal"), _text(200, required=True), _say),
        DealField("company", _("Company"), _company, _say),
        DealField("one_off_minor", _("One-off amount"), _amount, _say_amount),
        DealField("recurring_minor", _("Recurring a year"), _amount, _say_amount),
        DealField("term_months", _("Term in months"), _months, _say),
        DealField("close_on", _("Expected close"), _day, _say_day),
        DealField("owner", pgettext_lazy("of a record", "Owner"), _owner, _say_member),
        DealField("direction", _("First move"), _direction, _say_direction),
        DealField("source", _("Source"), _source, _say_source),
        DealField("next_step", _("Next step"), _text(200), _say),
        DealField("next_step_on", _("Next step on"), _day, _say_day),
        DealField("competitor", _("Competitor"), _text(120), _say),
        DealField("reference", _("Reference elsewhere"), _text(120), _say),
    )
}
