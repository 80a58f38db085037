"""One field edited where it stands: what a view answers, inside its page or on a page of its own."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jalon.kernel.errors import Refusal

TEMPLATE = "ui/field_in_place.html"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which field of what is edited: the record's `title` and its `edit` as last read, the field's name and label, the
    page to go back to, and the template of a control that is not the form's own.
    """

    title: str
    edit: int
    name: str
    label: str
    onward: str
    control: str = ""


def asked(request: HttpRequest, place: Place, form: Form, status: int = 200) -> HttpResponse:
    """The form of one field."""
    context = {"place": place, "form": form, "input": form[place.name]}
    return _answer(request, f"{TEMPLATE}#form", "ui/field_page.html", context, status)


def shown(request: HttpRequest, words: str, href: str = "") -> HttpResponse:
    """The value that stands now, as a link where `href` says where to."""
    return render(request, f"{TEMPLATE}#value", {"words": words, "href": href})


def both(request: HttpRequest, place: Place, stale: Refusal, *, theirs: str, yours: str) -> HttpResponse:
    """What is stored and what was sent, in words, to choose from."""
    context = {"place": place, "stale": stale, "theirs": theirs, "yours": yours}
    context["sent"] = request.POST.get(place.name, "")
    return _answer(request, f"{TEMPLATE}#stale", "ui/field_stale_page.html", context, stale.status)


def _answer(request: HttpRequest, inside: str, alone: str, context: dict[str, Any], status: int) -> HttpResponse:
    context |= {"action": request.get_full_path(), "company_id": request.POST.get("company_id", "")}
    return render(request, inside if getattr(request, "htmx", False) else alone, context, status=status)
