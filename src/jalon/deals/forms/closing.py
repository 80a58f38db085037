"""How a deal ended, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.deals.language import language
from jalon.deals.models import Outcome
from jalon.process import loss_reasons
from jalon.ui.forms import DateField

NOT_WON = [(value, label) for value, label in Outcome.choices if value not in {Outcome.OPEN, Outcome.WON}]


class ClosingForm(forms.Form):
    """Lost, undecided, disqualified or recycled; what each owes is checked by the action."""

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=NOT_WON, widget=forms.RadioSelect, initial="lost")
    reason = forms.ChoiceField(label=_("Main reason"), required=False)
    second_reason = forms.ChoiceField(label=_("Second reason"), required=False)
    competitor = forms.CharField(label=_("Competitor"), max_length=120, required=False)
    recycle_on = DateField(label=_("Try again on"), required=False)
    note = forms.CharField(label=_("In your words"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        reasons = [("", _("Choose…")), *((one.key, one.label.say(language())) for one in loss_reasons())]
        for name in ("reason", "second_reason"):
            self.fields[name].choices = reasons  # type: ignore[attr-defined]
