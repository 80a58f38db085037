"""What the first run asks beside the questions: language, company, market, words, target."""

from typing import Any

from babel.dates import get_month_names
from babel.numbers import get_currency_precision
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jalon.desk.actions import speak
from jalon.desk.first_run.sitting import Sitting
from jalon.orgs.forms.workspaces import NOUN_LABELS, currency_choices, zone_choices
from jalon.orgs.models import Audience, Period
from jalon.orgs.nouns import NOUNS, Kind
from jalon.ui.forms import MoneyField

OWN_WORDS: tuple[Kind, ...] = ("lead", "deal", "company")


class SettingsForm(forms.Form):
    """A form that knows for whom it is, and keeps the fields that are valid."""

    def __init__(self, data: Any = None, *, sitting: Sitting) -> None:
        super().__init__(data)
        self.sitting = sitting
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and what is known already."""

    def keep(self, values: dict[str, Any]) -> None:
        """Keep valid values, all or some of the form's."""
        self.sitting.settle(values)


class Language(SettingsForm):
    """The one question that stands in both languages."""

    language = forms.ChoiceField(label="Language · Langue", choices=settings.LANGUAGES, widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.fields["language"].initial = self.sitting.viewer.user.language

    def keep(self, values: dict[str, Any]) -> None:
        """The workspace and whoever sets it up speak it from now on."""
        if "language" in values:
            speak(user=self.sitting.viewer.user, language=values["language"])
            self.sitting.settle({"language": values["language"]})


class Company(SettingsForm):
    """How the company is called, and how it counts."""

    name = forms.CharField(label=_("Company"), max_length=120)
    currency = forms.ChoiceField(label=_("Currency"))
    fiscal_year_month = forms.TypedChoiceField(label=_("The fiscal year starts in"), coerce=int)
    time_zone = forms.ChoiceField(label=_("Time zone"))

    def prepare(self) -> None:
        workspace, language = self.sitting.workspace, self.sitting.language
        months = get_month_names("wide", "stand-alone", language)
        self.fields["currency"].choices = currency_choices()  # type: ignore[attr-defined]
        self.fields["fiscal_year_month"].choices = list(months.items())  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = zone_choices()  # type: ignore[attr-defined]
        for name in self.fields:
            self.fields[name].initial = getattr(workspace, name)


class Market(SettingsForm):
    """To whom, what, and for how much on average."""

    audience = forms.ChoiceField(label=_("You sell to"), choices=Audience.choices, widget=forms.RadioSelect)
    offer = forms.CharField(
        label=_("What do you sell?"), max_length=300, help_text=_("As you would say it to a customer, in a few words.")
    )

    def prepare(self) -> None:
        workspace = self.sitting.workspace
        self.fields["average_deal_minor"] = MoneyField(
            label=_("What is a deal worth on average, excluding tax?"),
            currency=workspace.currency,
            help_text=_("One-off, or over the whole term when customers pay by the year. An estimate will do."),
        )
        for name in self.fields:
            self.fields[name].initial = getattr(workspace, name)

    def clean_average_deal_minor(self) -> int:
        """An amount above zero."""
        value: int = self.cleaned_data["average_deal_minor"]
        if value <= 0:
            raise forms.ValidationError(_("A deal is worth more than nothing: write your best estimate."))
        return value

    def keep(self, values: dict[str, Any]) -> None:
        """The workspace keeps them; the average also shapes the process."""
        super().keep(values)
        if "average_deal_minor" in values:
            digits = get_currency_precision(self.sitting.workspace.currency)
            self.sitting.keep(deal_value=values["average_deal_minor"] / 10**digits)


class OwnWords(SettingsForm):
    """How the team calls leads, deals and companies."""

    def prepare(self) -> None:
        known, language = self.sitting.workspace.nouns, self.sitting.language
        for kind in OWN_WORDS:
            self.fields[kind] = forms.ChoiceField(
                label=NOUN_LABELS[kind],
                choices=[(key, words[language].one.capitalize()) for key, words in NOUNS[kind].items()],
                initial=known.get(kind, kind),
                widget=forms.RadioSelect,
            )

    def keep(self, values: dict[str, Any]) -> None:
        """Words already chosen for other things stay."""
        self.sitting.settle({"nouns": {**self.sitting.workspace.nouns, **values}})


class TeamTarget(SettingsForm):
    """One figure for the whole team; may wait."""

    amount_minor = MoneyField(currency="EUR")
    period = forms.ChoiceField(label=_("In a"), choices=Period.choices, widget=forms.RadioSelect)

    def prepare(self) -> None:
        known = self.sitting.answers.get("target", {})
        self.fields["amount_minor"] = MoneyField(
            label=_("Won value to reach, excluding tax"),
            currency=self.sitting.workspace.currency,
            required=False,
            initial=known.get("amount_minor"),
            help_text=_("Leave it empty to decide later."),
        )
        self.fields["period"].initial = known.get("period", Period.YEAR)

    def keep(self, values: dict[str, Any]) -> None:
        """Set when the process is published."""
        self.sitting.keep(target=values)
