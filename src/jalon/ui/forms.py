"""How Django forms are drawn, and the fields that people of the sale fill in."""

from collections.abc import Iterable
from typing import Any

from babel.numbers import get_currency_precision
from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import get_language

from jalon.kernel.money import Money, NotAnAmount, read_amount


class UiRenderer(TemplatesSetting):
    """Draws every Django form with the components of this room."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DateInput(forms.DateInput):
    """The browser's own calendar; it speaks ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A day, picked from the browser's calendar."""

    widget = DateInput
    input_formats = ["%Y-%m-%d"]


class MoneyInput(forms.TextInput):
    """An amount typed as people type it, with its currency at the end of the field."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, currency: str = "") -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.currency = currency

    def format_value(self, value: Any) -> str | None:
        """Minor units as a plain number in the reader's language; what was typed stays as typed."""
        if not isinstance(value, int):
            return super().format_value(value)
        in_thousandths = get_currency_precision(self.currency) == 3  # "1,250" would be read as one and a quarter
        words = Money(value, self.currency).words(get_language() or "en", cents=in_thousandths)
        return "".join(sign for sign in words if sign.isdigit() or sign in " .,-\u00a0\u202f").strip()


class MoneyField(forms.Field):
    """Cleans "12 500,50" to minor units of `currency`; None when left empty."""

    widget = MoneyInput

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.currency = currency
        self.widget.currency = currency

    def to_python(self, value: Any) -> int | None:
        """Minor units, or a ValidationError that says how to write an amount."""
        if value in self.empty_values:
            return None
        try:
            return value if isinstance(value, int) else read_amount(str(value), currency=self.currency)
        except NotAnAmount as problem:
            raise ValidationError(str(problem), code="not_an_amount") from problem


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or more uploaded files, cleaned to a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file passes what a single one must pass."""
        single = super().clean
        files: Iterable[Any] = data if isinstance(data, list | tuple) else [data]
        return [single(file, initial) for file in files]
