"""Pages of the style guide, and the answers that its board and its fields get."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape

from jalon.kernel.errors import Stale
from jalon.ui.answers import close_sheet, say
from jalon.ui.styleguide import samples
from jalon.ui.styleguide.forms import SampleForm


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component on one page; with `?errors=1`, the form as refused."""
    form = SampleForm(request.POST or {"amount": "a lot"} if request.GET.get("errors") else None)
    context = {
        "nav": samples.nav(),
        "form": form,
        "pole": samples.pole(),
        "long_pole": samples.pole(more=4),
        "criteria": samples.CRITERIA,
        "tabs": samples.TABS,
        "empty": samples.EMPTY,
        "phases": samples.PHASES,
        "people": samples.PEOPLE,
    }
    return render(request, "ui/styleguide.html", context)


def board(request: HttpRequest) -> HttpResponse:
    """A board whose moves are answered by `move`."""
    context = {"nav": samples.nav(), "board": samples.board(), "columns": samples.columns()}
    return render(request, "ui/styleguide_board.html", context)


def deal(request: HttpRequest, card: str) -> HttpResponse:
    """A record: head, pole, three zones."""
    context = {
        "nav": samples.nav(),
        "card": samples.card(card),
        "pole": samples.pole(),
        "criteria": samples.CRITERIA,
    }
    return render(request, "ui/styleguide_record.html", context)


def wizard(request: HttpRequest) -> HttpResponse:
    """A question with the pipeline beside it."""
    return render(request, "ui/styleguide_wizard.html", {"columns": samples.columns()})


def move(request: HttpRequest, card: str) -> HttpResponse:
    """Refuse Negotiate until its criterion is met, find Sign changed meanwhile, break on Proof, accept the rest."""
    target, moved = request.POST.get("to", ""), samples.card(card)
    if target == "sign":
        raise Stale("Camille moved this deal two minutes ago.", theirs={"Stage": "Proposal"}, yours={"Stage": "Sign"})
    if target == "proof":
        return HttpResponse(status=500)
    if target == "negotiate" and not request.POST.get("price"):
        unmet = {"card": moved, "criteria": samples.CRITERIA, "typed": "price" in request.POST}
        return render(request, "ui/styleguide_unmet.html", unmet, status=422)
    context = {"card": replace(moved, stage=target, edit=moved.edit + 1), "columns": samples.columns()}
    answer = render(request, "ui/styleguide_moved.html", context)
    return close_sheet(say(answer, "Deal moved.", undo=moved.move_url))


def value(request: HttpRequest) -> HttpResponse:
    """One value edited in place; an empty one is refused."""
    typed = request.POST.get("value", "").strip()
    if typed:
        return HttpResponse(escape(typed))
    wrong = request.method == "POST"
    return render(request, "ui/styleguide_value.html", {"wrong": wrong}, status=422 if wrong else 200)
