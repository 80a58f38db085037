"""Filters in words: the chips of a board or list, and the form that sets them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jalon.deals.forms.sources import source_words
from jalon.deals.models import Direction, Pipeline
from jalon.deals.queries import BoardFilters
from jalon.deals.queries.related import sources_in_use
from jalon.directory.models import Company
from jalon.kernel.money import Money, read_amount
from jalon.orgs.access import MemberRequest
from jalon.orgs.models import Membership
from jalon.timeline.answers import page_url

CLOSE_WORDS = {
    "overdue": _("past"),
    "this_month": _("this month"),
    "next_month": _("next month"),
    "this_quarter": _("this quarter"),
    "none": _("not set"),
}
HEALTH_WORDS = {"healthy": _("healthy"), "at_risk": _("at risk"), "late": _("late")}
AMOUNT_WORDS = {"none": _("not set")}
NEXT_STEP_WORDS = {
    "none": _("not set"),
    "overdue": _("overdue"),
    "today": _("today"),
    "this_week": _("this week"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: “Owner is me”, where it is changed, and the address without it."""

    field: str
    operator: str
    value: str
    clear: str


class FiltersForm(forms.Form):
    """Every filter, to set several at once; empty means all."""

    q = forms.CharField(label=_("Title or company contains"), max_length=120, required=False)
    owner = forms.ChoiceField(label=pgettext_lazy("of a record", "Owner"), required=False)
    next_step = forms.ChoiceField(label=_("Next step"), required=False)
    close = forms.ChoiceField(label=_("Expected close"), required=False)
    health = forms.ChoiceField(label=_("Health"), required=False)
    least = forms.CharField(label=_("Amount from"), max_length=40, required=False)
    most = forms.CharField(label=_("to"), max_length=40, required=False)
    direction = forms.ChoiceField(label=_("First move"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)

    def __init__(self, *args: Any, viewer: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        words = gettext("In %(currency)s: deals in other currencies are left out.")
        self.fields["least"].help_text = words % {"currency": viewer.workspace.currency}
        every = [("", _("All"))]
        choices = {
            "owner": [("me", _("Me")), ("none", _("Nobody")), *_colleagues(viewer)],
            "next_step": NEXT_STEP_WORDS.items(),
            "close": CLOSE_WORDS.items(),
            "health": HEALTH_WORDS.items(),
            "direction": Direction.choices,
            "source": _sources_in_use(viewer),
        }
        for name, some in choices.items():
            self.fields[name].choices = [*every, *some]  # type: ignore[attr-defined]


def filters_of(request: MemberRequest) -> BoardFilters:
    """The filters of the address."""
    return BoardFilters.from_query(request.GET, currency=request.viewer.workspace.currency)


def tidied(request: HttpRequest) -> HttpResponse | None:
    """A way to the same address without its empty filters, as a plain form leaves them; None when it has none."""
    if all(value for values in request.GET.lists() for value in values[1]):
        return None
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        kept.setlist(name, [value for value in values if value])
    return redirect(f"{request.path}?{kept.urlencode()}")


def filter_bar(
    request: MemberRequest, pipeline: Pipeline, filters: BoardFilters, view: Literal["board", "list"]
) -> dict[str, Any]:
    """What the bar over a board or list shows: search, chips, where filters are set and cleared."""
    kept = [(name, value) for name, value in request.GET.items() if value and name not in {"q", "after"}]
    query = urlencode([*kept, *([("q", filters.q)] if filters.q else []), ("view", view)])
    return {
        "filters": filters,
        "chips": chips_of(request, filters),
        "kept": kept,
        "filters_url": f"{page_url(request, 'deals:filters', pipeline.pk)}?{query}",
        "clear_url": request.path,
    }


def filtered_company(request: MemberRequest) -> dict[str, str]:
    """The company of the address, by id and by name."""
    company = filters_of(request).company
    return {"company": company, "company_name": _company_words(request.viewer, company) if company else ""}


def chips_of(request: MemberRequest, filters: BoardFilters) -> list[Chip]:
    """The filters that are set, each with the address that clears it."""
    viewer = request.viewer
    return [
        Chip(str(label), str(operator), words(viewer, getattr(filters, name)), _without(request, name))
        for name, (label, operator, words) in CHIPS.items()
        if getattr(filters, name)
    ]


def _without(request: HttpRequest, name: str) -> str:
    kept = request.GET.copy()
    kept.pop(name, None)
    kept.pop("after", None)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def _colleagues(viewer: Membership) -> list[tuple[str, str]]:
    members = Membership.objects.filter(workspace_id=viewer.workspace_id, left_at=None).exclude(pk=viewer.pk)
    return [(str(one.pk), str(one.user)) for one in members.select_related("user").order_by("user__name")]


def _sources_in_use(viewer: Membership) -> list[tuple[str, str]]:
    return sorted(((one, source_words(one)) for one in sources_in_use(viewer)), key=lambda pair: pair[1].casefold())


def _owner_words(viewer: Membership, value: str) -> str:
    if value in {"me", "none"}:
        return gettext("me") if value == "me" else gettext("nobody")
    found = Membership.objects.filter(pk=UUID(value), workspace_id=viewer.workspace_id).select_related("user").first()
    return str(found.user) if found else "?"


def _company_words(viewer: Membership, value: str) -> str:
    if value in {"me", "none"}:
        return gettext("not set")
    return Company.objects.visible_to(viewer).filter(pk=UUID(value)).values_list("name", flat=True).first() or "?"


def _one_of(words: dict[str, Any]) -> Callable[[Membership, str], str]:
    return lambda _viewer, value: str(words[value])


def _as_written(_viewer: Membership, value: str) -> str:
    return value


def _amount_words(viewer: Membership, value: str) -> str:
    currency = viewer.workspace.currency
    return Money(read_amount(value, currency=currency), currency).words(get_language() or "en")


CHIPS: dict[str, tuple[Any, Any, Callable[[Membership, str], str]]] = {
    "q": (_("Text"), _("contains"), _as_written),
    "owner": (pgettext_lazy("of a record", "Owner"), _("is"), _owner_words),
    "company": (_("Company"), _("is"), _company_words),
    "next_step": (_("Next step"), _("is"), _one_of(NEXT_STEP_WORDS)),
    "close": (_("Expected close"), _("is"), _one_of(CLOSE_WORDS)),
    "health": (_("Health"), _("is"), _one_of(HEALTH_WORDS)),
    "amount": (_("Amount"), _("is"), _one_of(AMOUNT_WORDS)),
    "least": (_("Amount"), _("from"), _amount_words),
    "most": (_("Amount"), _("to"), _amount_words),
    "direction": (_("First move"), _("is"), _one_of(dict(Direction.choices))),
    "source": (_("Source"), _("is"), lambda _viewer, value: source_words(value)),
}
