"""A new API key."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.orgs.models import Membership
from jalon.orgs.roles import Can, KeyScope

DAYS = [(30, _("30 days")), (90, _("90 days")), (365, _("1 year"))]


class NewApiKey(forms.Form):
    """What the key is for, what it may do, and for how long."""

    name = forms.CharField(label=_("What will use it"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=KeyScope.choices, initial=[KeyScope.READ], widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=_("It lasts"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: Any, viewer: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not viewer.may(Can.MANAGE_WORKSPACE):
            self.fields["scopes"].choices = [  # type: ignore[attr-defined]
                choice for choice in KeyScope.choices if choice[0] != KeyScope.ADMIN
            ]
