"""A form with one field of each sort."""

from django import forms

from jalon.ui.forms import DateField, MoneyField


class SampleForm(forms.Form):
    """What somebody might ask about a deal."""

    title = forms.CharField(label="Title", help_text="As the buyer would call it.")
    amount = MoneyField(label="Amount, excluding tax", currency="EUR")
    close_on = DateField(label="Close date", required=False)
    source = forms.ChoiceField(label="Source", choices=[("", "–"), ("referral", "Referral"), ("event", "Event")])
    circle = forms.MultipleChoiceField(
        label="Who decides?",
        choices=[("one", "One person"), ("few", "A few people")],
        widget=forms.CheckboxSelectMultiple,
    )
    recurring = forms.BooleanField(label="Recurring", required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
