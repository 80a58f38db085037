"""The settings of a workspace: calendar, currency, own words."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.numbers import list_currencies
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jalon.orgs.models import Workspace
from jalon.orgs.nouns import NOUNS, Kind, Language
from jalon.ui.forms import MoneyField

NOUN_LABELS: dict[Kind, Any] = {
    "lead": _("A first interest is called"),
    "deal": _("What may be sold is called"),
    "company": _("Who buys is called"),
    "person": _("Whom you talk to is called"),
}
USUAL_CURRENCIES = ("EUR", "CHF", "GBP", "USD", "CAD", "MAD", "XOF", "XAF", "TND", "DZD")


class WorkspaceSettings(forms.ModelForm):
    """Everything an administrator may set, with the number of the edit it was read at."""

    edit = forms.IntegerField(widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("Language of the process"), choices=settings.LANGUAGES)
    currency = forms.ChoiceField(label=_("Base currency"))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    fiscal_year_month = forms.TypedChoiceField(label=_("Fiscal year starts in"), coerce=int)
    week_start = forms.TypedChoiceField(label=_("Week starts on"), coerce=int)
    holidays_of = forms.ChoiceField(
        label=_("Public holidays of"), required=False, help_text=_("Days that do not count as working days.")
    )
    label_set = forms.ChoiceField(
        label=_("Stages are named"),
        choices=[("infinitive", _("by what is done: Qualify, Discover")), ("noun", _("as nouns: Qualification"))],
    )

    class Meta:
        model = Workspace
        fields = (
            "name language currency time_zone fiscal_year_month week_start holidays_of audience offer "
            "average_deal_minor label_set"
        ).split()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        _choose(self, "currency", currency_choices())
        _choose(self, "time_zone", zone_choices())
        _choose(self, "fiscal_year_month", list(get_month_names("wide", "stand-alone", language).items()))
        _choose(self, "week_start", list(get_day_names("wide", "stand-alone", language).items()))
        _choose(self, "holidays_of", [("", _("No country")), *country_choices(language)])
        self.fields["average_deal_minor"] = MoneyField(
            label=_("Average deal value"), currency=self.instance.currency, required=False
        )
        for kind, label in NOUN_LABELS.items():
            self.fields[f"noun_{kind}"] = forms.ChoiceField(
                label=label, choices=noun_choices(kind, language), initial=self.instance.nouns.get(kind, kind)
            )

    def changes(self) -> dict[str, object]:
        """What `edit_workspace` takes."""
        values = dict(self.cleaned_data)
        values.pop("edit")
        nouns = {kind: values.pop(f"noun_{kind}") for kind in NOUN_LABELS}
        return {**values, "nouns": {**self.instance.nouns, **nouns}}


def noun_choices(kind: Kind, language: str) -> list[tuple[str, str]]:
    """The words for `kind` that a workspace may choose, as the language writes them."""
    side: Language = "fr" if language.startswith("fr") else "en"
    return [(key, f"{words[side].one} / {words[side].many}") for key, words in NOUNS[kind].items()]


def currency_choices() -> list[tuple[str, str]]:
    """Currencies still in use, the usual ones first, named in the reader's language."""
    names = Locale(get_language() or "en").currencies
    rest = sorted(_currencies_in_use() - set(USUAL_CURRENCIES))
    return [(code, f"{code} – {names.get(code, code)}") for code in (*USUAL_CURRENCIES, *rest)]


def zone_choices() -> list[tuple[str, str]]:
    """IANA time zones that people live in."""
    return [(zone, zone.replace("_", " ")) for zone in _zones()]


def country_choices(language: str) -> list[tuple[str, str]]:
    """Countries whose public holidays are known, by name."""
    from holidays import list_supported_countries  # heavy, and only this form asks

    names = Locale(language).territories
    known = [(code, names[code]) for code in list_supported_countries() if code in names]
    return sorted(known, key=lambda country: country[1])


def _choose(form: forms.BaseForm, field: str, choices: list[tuple[Any, Any]]) -> None:
    form.fields[field].choices = choices  # type: ignore[attr-defined]


@cache
def _zones() -> list[str]:
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ["UTC", *sorted(zone for zone in available_timezones() if zone.startswith(areas))]


@cache
def _currencies_in_use() -> set[str]:
    return {code for code in list_currencies() if code in _tendered()}


@cache
def _tendered() -> set[str]:
    from babel.core import get_global

    rows = get_global("territory_currencies").values()
    return {code for row in rows for code, _start, end, is_tender in row if end is None and is_tender}
