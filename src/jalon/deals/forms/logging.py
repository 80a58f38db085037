"""What is written down about a deal: notes, calls, meetings, tasks, the next step, evidence."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.deals.forms.fields import ColleagueField
from jalon.deals.models import Level
from jalon.orgs.models import Membership
from jalon.ui.forms import DateField


class NoteForm(forms.Form):
    """A note on the timeline."""

    text = forms.CharField(label=_("Note"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 2}), strip=True)


class CallForm(forms.Form):
    """A call: whether somebody answered, how long, what was said."""

    reached = forms.TypedChoiceField(
        label=_("Did you reach them?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=600)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)  # chosen below, among those of the deal
    text = forms.CharField(
        label=_("What was said"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MeetingForm(forms.Form):
    """A meeting: how long, what was said."""

    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=1440)
    text = forms.CharField(
        label=_("What was said"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NextStepForm(forms.Form):
    """The next step and its day; `edit` is the deal's edit number that was read."""

    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    next_step_on = DateField(label=_("On"), required=False)
    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TaskForm(forms.Form):
    """Something to do, by whom, by when."""

    title = forms.CharField(label=_("Task"), max_length=200)
    due_on = DateField(label=_("Due on"), required=False)

    def __init__(self, *args: Any, viewer: Membership, holder: UUID | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["assignee"] = ColleagueField(
            viewer, holder=holder, label=_("For"), empty_label=None, initial=viewer.pk
        )


class TaskEditForm(TaskForm):
    """The same for a task that is there; `edit` is its edit number that was read."""

    edit = forms.IntegerField(widget=forms.HiddenInput)

    def changes(self) -> dict[str, Any]:
        """Field name to value."""
        return {name: value for name, value in self.cleaned_data.items() if name != "edit"}


class EvidenceForm(forms.Form):
    """How surely a criterion is met, in one line."""

    stage = forms.CharField(max_length=60)
    criterion = forms.CharField(max_length=60)
    level = forms.ChoiceField(choices=Level.choices)
    note = forms.CharField(max_length=2_000, required=False)


class CirclePersonForm(forms.Form):
    """Somebody of the buying circle: found by name or e-mail address, or created."""

    person = forms.UUIDField(required=False)
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.CharField(label=_("Role in the purchase"), max_length=30, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("person") and not values.get("name"):
            self.add_error("name", _("Write a name."))
        return values
