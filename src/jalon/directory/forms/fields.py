"""The fields of companies and people: how each is asked, and how it is said."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers
from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jalon.directory.models import Company, Person
from jalon.kernel.money import Money
from jalon.orgs.models import Membership
from jalon.ui.forms import MoneyField

type Row = Company | Person
type Build = Callable[[Membership, Row | None], forms.Field]
type Say = Callable[[Any, Membership], str]


@dataclass(frozen=True)
class RecordField:
    """One field: its label, its form field for a viewer and a record (or None), and the words for its value."""

    name: str
    label: str | Promise
    build: Build
    say: Say


class RecordForm(forms.Form):
    """Some fields of a company or person; `edit` is the edit number that was read, absent for a new one."""

    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        viewer: Membership,
        fields: Mapping[str, RecordField],
        names: Iterable[str],
        row: Row | None = None,
        **options: Any,
    ) -> None:
        known = {name: _initial(row, name) for name in names} | {"edit": row.edit} if row else {}
        super().__init__(*args, **options | {"initial": known | options.pop("initial", {})})
        for name in names:
            self.fields[name] = fields[name].build(viewer, row)
            self.fields[name].label = fields[name].label  # type: ignore[assignment]

    def changes(self) -> dict[str, Any]:
        """Field name to value; `company` is still a name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "edit"}


def words_of(row: Row, fields: Mapping[str, RecordField], name: str, viewer: Membership) -> str:
    """A field as people read it; "" when there is nothing."""
    return say_value(fields, name, getattr(row, name), viewer)


def say_value(fields: Mapping[str, RecordField], name: str, value: Any, viewer: Membership) -> str:
    """`value` as the field `name` would be read."""
    return "" if value is None or value == "" else fields[name].say(value, viewer)


def _initial(row: Row, name: str) -> Any:
    value = getattr(row, name)
    return str(value) if isinstance(value, Company) else value


def _text(maximum: int, *, required: bool = False) -> Build:
    return lambda _viewer, _row: forms.CharField(max_length=maximum, required=required)


def _email(_viewer: Membership, _row: Row | None) -> forms.Field:
    return forms.EmailField(max_length=254, required=False)


def _number(_viewer: Membership, _row: Row | None) -> forms.Field:
    return forms.IntegerField(required=False, min_value=0, max_value=5_000_000)


def _amount(viewer: Membership, _row: Row | None) -> forms.Field:
    return MoneyField(currency=viewer.workspace.currency, required=False)


def _owner(viewer: Membership, row: Row | None) -> forms.Field:
    """A colleague who has not left, or who owns the record still."""
    holder = row.owner_id if row else None
    members = Membership.objects.filter(Q(left_at=None) | Q(pk=holder), workspace_id=viewer.workspace_id)
    return forms.ModelChoiceField(
        members.select_related("user").order_by("user__name"), required=False, empty_label=_("Nobody")
    )


def _country(_viewer: Membership, _row: Row | None) -> forms.Field:
    names = Locale.parse(get_language() or "en").territories
    countries = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha()]
    return forms.ChoiceField(choices=[("", "–"), *sorted(countries, key=lambda pair: pair[1])], required=False)


class PhoneField(forms.CharField):
    """A telephone number, kept in its international form when it can be read as one."""

    def __init__(self, *, region: str, **options: Any) -> None:
        super().__init__(max_length=40, required=False, **options)
        self.region = region
        self.widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, self.region)
        except phonenumbers.NumberParseException:
            raise ValidationError(_("“%(value)s” is not a telephone number.") % {"value": text}) from None
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _phone(viewer: Membership, _row: Row | None) -> forms.Field:
    region = viewer.workspace.holidays_of[:2] or ("FR" if viewer.workspace.language == "fr" else "GB")
    return PhoneField(region=region.upper())


def _say(value: object, _viewer: Membership) -> str:
    return str(value)


def _say_amount(value: int, viewer: Membership) -> str:
    return Money(value, viewer.workspace.currency).words(get_language() or "en")


def _say_country(value: str, _viewer: Membership) -> str:
    return str(Locale.parse(get_language() or "en").territories.get(value, value))


def _say_member(value: Membership, _viewer: Membership) -> str:
    return str(value.user)


def _by_name(*fields: RecordField) -> dict[str, RecordField]:
    return {field.name: field for field in fields}


COMPANY_FIELDS = _by_name(
    RecordField("name", _("Name"), _text(200, required=True), _say),
    RecordField("website", _("Website"), _text(200), _say),
    RecordField("phone", _("Phone"), _phone, _say),
    RecordField("sector", _("Sector"), _text(120), _say),
    RecordField("city", _("City"), _text(120), _say),
    RecordField("country", _("Country"), _country, _say_country),
    RecordField("employees", _("Employees"), _number, _say),
    RecordField("revenue_minor", _("Yearly revenue"), _amount, _say_amount),
    RecordField("owner", pgettext_lazy("of a record", "Owner"), _owner, _say_member),
)
PERSON_FIELDS = _by_name(
    RecordField("name", _("Name"), _text(160, required=True), _say),
    RecordField("job_title", _("Job title"), _text(160), _say),
    RecordField("company", _("Company"), _text(200), _say),
    RecordField("email", _("E-mail"), _email, _say),
    RecordField("phone", _("Phone"), _phone, _say),
    RecordField("source", _("Where the data come from"), _text(120), _say),
    RecordField("owner", pgettext_lazy("of a record", "Owner"), _owner, _say_member),
)
