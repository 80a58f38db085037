"""The shortest way to a deal: company, title, amount."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jalon.deals.models import Direction, Pipeline, Stage
from jalon.orgs.models import Membership
from jalon.orgs.wording import say
from jalon.process import sources
from jalon.ui.forms import DateField, MoneyField


class NewDealForm(forms.Form):
    """Company (found by its name, or created), title, amount; the rest may wait."""

    company = forms.CharField(max_length=200, required=False)
    company_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("What you sell them, in a few words")}),
    )

    def __init__(
        self,
        *args: Any,
        viewer: Membership,
        pipelines: list[Pipeline],
        sources: list[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["title"].label = say(viewer.workspace.nouns, "deal", "one")
        self.fields["company"].label = say(viewer.workspace.nouns, "company", "one")
        ids = [one.pk for one in pipelines]
        self.fields["amount"] = MoneyField(
            currency=viewer.workspace.currency, label=_("Amount, excluding tax"), required=False
        )
        self.fields["pipeline"] = forms.ModelChoiceField(
            Pipeline.objects.filter(pk__in=ids).order_by("position"), label=_("Pipeline"), empty_label=None
        )
        self.fields["stage"] = forms.ModelChoiceField(
            Stage.objects.filter(pipeline__in=ids, retired_at=None), required=False, widget=forms.HiddenInput
        )
        self.fields["close_on"] = DateField(label=_("Expected close"), required=False)
        self.fields["source"] = forms.ChoiceField(
            label=_("Source"), required=False, choices=[("", _("Unknown")), *sources]
        )

    def clean(self) -> dict[str, Any]:
        """The first move follows from the source; a stage of another pipeline is refused."""
        values = super().clean() or {}
        stage, pipeline = values.get("stage"), values.get("pipeline")
        if stage and pipeline and stage.pipeline_id != pipeline.pk:
            raise ValidationError(_("This stage belongs to another pipeline."))
        directions = {one.key: one.direction for one in sources()}
        values["direction"] = directions.get(values.get("source", ""), Direction.UNKNOWN)
        return values
