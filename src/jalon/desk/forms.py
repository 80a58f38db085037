"""The company that somebody begins with."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

USUAL_ZONES = {"fr": "Europe/Paris"}


class NewCompany(forms.Form):
    """The company's name, and one's own when it is not known; the browser adds its time zone."""

    person = forms.CharField(label=_("Your name"), max_length=120)
    name = forms.CharField(label=_("Your company"), max_length=120)
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput({"data-time-zone": ""}))

    def __init__(self, *args: Any, asks_person: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_person:
            del self.fields["person"]
        first = next(iter(self.fields.values()))
        first.widget.attrs["autofocus"] = True

    def zone(self, language: str) -> str:
        """The browser's time zone, or else that of the installation, or of the language."""
        sent = str(self.cleaned_data.get("time_zone", ""))
        if sent in available_timezones():
            return sent
        return USUAL_ZONES.get(language, "UTC") if settings.TIME_ZONE == "UTC" else settings.TIME_ZONE
