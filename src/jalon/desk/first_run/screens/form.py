"""A screen that is a form: some fields to fill in, some choices by number."""

from typing import Any

from django import forms

from jalon.desk.first_run.forms import SettingsForm
from jalon.desk.first_run.screens.screen import Errors, Group, Option, Screen, Shown
from jalon.desk.first_run.sitting import Sitting
from jalon.kernel.errors import Words


class FormScreen(Screen):
    """Shows `form_class` and keeps each field that is valid."""

    def __init__(
        self, key: str, part: str, form_class: type[SettingsForm], *, question: Words, hint: Words = ""
    ) -> None:
        super().__init__(key, part)
        self.form_class, self.question, self.hint = form_class, question, hint

    def show(self, sitting: Sitting) -> Shown:
        """Choices as numbered answers, the other fields below them."""
        form = self.form_class(sitting.sent, sitting=sitting)
        fields = [form[name] for name in form.fields]
        choices = [one for one in fields if isinstance(one.field.widget, forms.RadioSelect)]
        return Shown(
            question=str(self.question),
            hint=str(self.hint),
            groups=[_group(one, form, is_small=len(fields) > 1) for one in choices],
            more={"form": form, "fields": [one for one in fields if one not in choices]},
        )

    def keep(self, sitting: Sitting) -> Errors:
        """Valid fields are kept though others are not."""
        form = self.form_class(sitting.sent, sitting=sitting)
        form.is_valid()
        form.keep(form.cleaned_data)
        return {name: " ".join(map(str, texts)) for name, texts in form.errors.items()}


def _group(bound: Any, form: forms.Form, *, is_small: bool) -> Group:
    chosen = str(bound.value() if bound.value() is not None else "")
    return Group(
        name=bound.html_name,
        title=str(bound.label),
        hint=str(bound.help_text),
        options=[
            Option(str(value), str(label), is_chosen=str(value) == chosen) for value, label in bound.field.choices
        ],
        is_small=is_small,
        error=" ".join(map(str, form.errors.get(bound.name, ()))),
    )
