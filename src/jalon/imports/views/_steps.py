"""The five steps of an import, and where it stands."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.imports.actions import must_be_editable
from jalon.imports.models import Import, Status
from jalon.imports.queries import import_for
from jalon.orgs.access import MemberRequest
from jalon.timeline.answers import page_url

STEPS: tuple[tuple[str, Promise], ...] = (
    ("files", _("Files")),
    ("columns", _("Columns")),
    ("words", _("Words and rules")),
    ("check", _("Check")),
    ("import", _("Run")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the bar above shows it; `url` is "" for what cannot be opened yet."""

    label: Promise
    url: str
    state: str


def steps_of(request: MemberRequest, import_: Import, here: str) -> list[Step]:
    """The bar of steps on the page `here`."""
    keys = [key for key, _label in STEPS]
    place = keys.index(here)
    return [
        Step(
            label=label,
            url=page_url(request, f"imports:{key}", import_.pk) if import_.is_editable() and number < place else "",
            state="done" if number < place else "current" if number == place else "todo",
        )
        for number, (key, label) in enumerate(STEPS)
    ]


def editable(request: MemberRequest, import_id: UUID) -> Import | HttpResponse:
    """The import while it can be changed, else the way to its own page; what is sent too late is refused.

    Raises ImportChanged: an earlier step that a back button brought up must not seem to be kept.
    """
    import_ = import_for(request.viewer, import_id)
    if request.method == "POST":
        must_be_editable(import_)
    if import_.is_editable():
        return import_
    return redirect(page_url(request, "imports:import", import_.pk))


def next_step(import_: Import) -> str:
    """The address name of the step at which an import that is being prepared goes on."""
    if not import_.files.exists():
        return "imports:files"
    return "imports:check" if import_.status == Status.CHECKED else "imports:columns"
