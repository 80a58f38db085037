"""The style guide: every component on one page, and a board that answers, for eyes, axe and browser tests.

Served only where DEBUG is on (or where a test puts these addresses in its own).
"""

from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Stale, Words
from jalon.ui.answers import close_sheet, say
from jalon.ui.components import Empty, NavItem, Pole, PoleBand, Share, Tab, shares
from jalon.ui.forms import DateField, MoneyField


@dataclass(frozen=True)
class SampleCard:
    """A deal that no table knows."""

    id: str
    stage: str
    title: str
    account: str
    amount: str
    close: str = "14 Dec"
    close_late: bool = False
    owner: str = "Camille Roux"
    next: str = ""
    next_on: str = ""
    next_late: bool = False
    age: str = "6 d"
    health: str = "good"
    health_label: str = "On track"
    coverage: str = ""
    sequence: str = ""
    edit: int = 1
    closed: bool = False

    @property
    def url(self) -> str:
        return reverse("styleguide-deal", args=[self.id])

    @property
    def move_url(self) -> str:
        return reverse("styleguide-move", args=[self.id])


@dataclass(frozen=True)
class SampleColumn:
    """A stage of the sample board."""

    stage: str
    name: Words
    sum: str = "€0"
    weighted: str = ""
    cards: list[SampleCard] = field(default_factory=list)
    count: int = 0
    more_url: str = ""
    none: Words = _("Nothing here yet")
    shares: list[Share] = field(default_factory=list)
    shares_label: str = "Health of this column"
    phase: str = ""


class SampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(label=_("Title"), help_text=_("As the buyer would call it."))
    amount = MoneyField(label=_("Amount, excluding tax"), currency="EUR")
    close_on = DateField(label=_("Close date"), required=False)
    source = forms.ChoiceField(
        label=_("Source"), choices=[("", "–"), ("referral", _("Referral")), ("event", _("Event"))]
    )
    phases = forms.MultipleChoiceField(
        label=_("Who decides?"),
        choices=[("one", _("One person")), ("few", _("A few people"))],
        widget=forms.CheckboxSelectMultiple,
    )
    recurring = forms.BooleanField(label=_("Recurring"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)


CARDS = [
    SampleCard("1", "discovery", "Fleet renewal 2027", "Transports Leroy", "€48,000", next="Call Ms Petit", next_on="26 Nov", coverage="2/5"),
    SampleCard("2", "discovery", "Warehouse scanners, two sites and the head office in Lyon", "Nordis Logistique", "€126,500", close="12 Nov", close_late=True, owner="Yanis Benali", health="risk", health_label="At risk: no activity for 21 days", age="34 d", coverage="1/5"),
    SampleCard("3", "qualify", "Maintenance contract", "Ateliers Morvan", "€9,600 a year", next="Send the recap", next_on="20 Nov", next_late=True, owner="Ines Caron", health="watch", health_label="Watch: next step is late", age="12 d", sequence="Step 3"),
    SampleCard("4", "qualify", "CRM for 40 seats", "Groupe Hélios", "€38,400 a year", next="Meet the finance director", next_on="2 Dec", owner="Ines Caron", coverage="3/5"),
    SampleCard("5", "proposal", "Line 4 retrofit", "Bertin Industrie", "€310,000", next="Reference call", next_on="1 Dec", owner="Camille Roux", coverage="4/5", age="3 d"),
    SampleCard("6", "proof", "Pilot in Nantes", "Port Atlantique", "€72,000", next="Agree the success criteria", next_on="27 Nov", owner="Yanis Benali", health="watch", health_label="Watch: one person met", coverage="1/5"),
]  # fmt: skip

PHASES: list[tuple[str, Words, list[SampleColumn]]] = [
    (
        "definition",
        _("Need definition"),
        [SampleColumn("qualify", _("Qualify"), "€48,000"), SampleColumn("discovery", _("Discovery"), "€174,500", "€41,900")],
    ),
    ("evaluation", _("Search and evaluation"), [SampleColumn("proposal", _("Proposal"), "€310,000", "€124,000")]),
    ("proof", _("Proof"), [SampleColumn("proof", _("Prove the solution"), "€72,000", "€39,600")]),
    ("reassurance", _("Reassurance"), [SampleColumn("negotiate", _("Negotiate"))]),
    ("decision", _("Decision"), [SampleColumn("sign", _("Sign"))]),
]  # fmt: skip


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component on one page."""
    form = SampleForm(request.POST or {"amount": "a lot"} if request.GET.get("errors") else None)
    return render(
        request,
        "ui/styleguide.html",
        {
            "nav": _nav(),
            "form": form,
            "pole": _pole(),
            "long_pole": _pole(extra=5),
            "criteria": _criteria(),
            "tabs": [Tab("Timeline", "#timeline", current=True), Tab("Process", "#process", count=3), Tab("Files", "#files")],
            "empty": Empty(
                _("No deals yet"),
                _("Deals you work on stand here, one card each, under the stage they have reached."),
                (str(_("New deal")), "#new"),
                (str(_("Import a file")), "#import"),
                ghost="columns",
            ),
            "phases": ["awareness", "definition", "evaluation", "proof", "reassurance", "decision", "use", "renewal"],
            "people": ["Camille Roux", "Yanis Benali", "Ines Caron", "Jean-Marc Le Goff", "Zoé"],
        },
    )  # fmt: skip


def board(request: HttpRequest) -> HttpResponse:
    """A board whose moves are answered by `move`."""
    return render(
        request, "ui/styleguide_board.html", {"nav": _nav(), "board": _board(), "columns": _columns()}
    )


def deal(request: HttpRequest, card: str) -> HttpResponse:
    """A record: head, pole, three zones."""
    return render(
        request, "ui/styleguide_record.html", {"nav": _nav(), "card": _card(card), "pole": _pole(), "criteria": _criteria()}
    )  # fmt: skip


def wizard(request: HttpRequest) -> HttpResponse:
    """A question with the pipeline beside it."""
    return render(request, "ui/styleguide_wizard.html", {"columns": _columns()})


def move(request: HttpRequest, card: str) -> HttpResponse:
    """Refuses Negotiate until its criterion is met, finds Sign changed meanwhile, breaks on Proof, accepts the rest."""
    target, moved = request.POST.get("to", ""), _card(card)
    if target == "sign":
        raise Stale(_("Camille moved this deal two minutes ago."), theirs={"Stage": "Proposal"}, yours={"Stage": "Sign"})
    if target == "proof":
        return HttpResponse(status=500)
    if target == "negotiate" and not request.POST.get("price"):
        unmet = {"card": moved, "criteria": _criteria(), "typed": "price" in request.POST}
        return render(request, "ui/styleguide_unmet.html", unmet, status=422)
    answer = {"card": replace(moved, stage=target, edit=moved.edit + 1), "columns": _columns()}
    return close_sheet(say(render(request, "ui/styleguide_moved.html", answer), _("Deal moved."), undo=moved.move_url))  # fmt: skip


def value(request: HttpRequest) -> HttpResponse:
    """One value edited in place; refuses an empty one."""
    if request.method == "POST" and request.POST.get("value", "").strip():
        return HttpResponse(escape(request.POST["value"]))
    status = 422 if request.method == "POST" else 200
    return render(request, "ui/styleguide_value.html", {"wrong": status == 422}, status=status)


urlpatterns: list[URLPattern] = [
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/board/", board, name="styleguide-board"),
    path("styleguide/wizard/", wizard, name="styleguide-wizard"),
    path("styleguide/deal/<slug:card>/", deal, name="styleguide-deal"),
    path("styleguide/move/<slug:card>/", move, name="styleguide-move"),
    path("styleguide/value/", value, name="styleguide-value"),
]


def _card(id: str) -> SampleCard:  # noqa: A002 - the word of the address
    return next((card for card in CARDS if card.id == id), CARDS[0])


def _columns() -> list[SampleColumn]:
    return [column for phase in _board()["phases"] for column in phase["columns"]]


def _board() -> dict[str, Any]:
    return {
        "phases": [
            {"phase": phase, "name": name, "columns": [_filled(column) for column in columns]}
            for phase, name, columns in PHASES
        ]
    }


def _filled(column: SampleColumn) -> SampleColumn:
    cards = [card for card in CARDS if card.stage == column.stage]
    tones = [(tone, tone, sum(card.health == tone for card in cards)) for tone in ("good", "watch", "risk")]
    return replace(column, cards=cards, count=len(cards), shares=shares(tones))


def _nav() -> list[NavItem]:
    return [
        NavItem(str(_("My day")), reverse("styleguide"), "house", count="7", shortcut="g h"),
        NavItem(
            str(_("Deals")),
            reverse("styleguide-board"),
            "square-kanban",
            current=True,
            shortcut="g d",
            children=[NavItem(str(_("Closing this quarter")), "#q"), NavItem(str(_("No next step")), "#n", count="12", alert=True)],
        ),
        NavItem(str(_("Companies")), "#companies", "building-2"),
        NavItem(str(_("People")), "#people", "users", shortcut="g p"),
        NavItem(str(_("Imports")), "#imports", "upload"),
    ]  # fmt: skip


def _pole(extra: int = 0) -> Pole:
    here = reverse("styleguide")
    return Pole(
        [
            PoleBand(str(_("Qualify")), "done", here),
            PoleBand(str(_("Discovery")), "done", here),
            PoleBand(str(_("Demonstrate")), "skipped", here),
            PoleBand(str(_("Proposal")), "current", here, met=2, total=5),
            PoleBand(str(_("Negotiate")), "todo", here),
            *[PoleBand(str(_("Sign")), "todo", here) for _more in range(1 + extra)],
        ]
    )


def _criteria() -> list[dict[str, Any]]:
    return [
        {"label": _("The buyer confirmed the need in writing"), "met": True, "required": True, "level": "buyer", "detail": _("Mail of 12 November, Ms Petit")},
        {"label": _("Meeting with the economic buyer"), "met": True, "required": True, "level": "stated"},
        {"label": _("The price was acknowledged in writing"), "met": False, "required": True},
        {"label": _("A next step is dated and accepted"), "met": False, "required": False, "detail": _("Advised: it warns, it does not block.")},
    ]  # fmt: skip
