"""A refusal raised anywhere below a view becomes an answer that a person can read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from jalon.kernel.errors import Refusal


class show_refusals:  # noqa: N801 - a middleware, named like a function as Django lists it
    """Answers a Refusal with its status: to htmx a pane that opens in the side sheet, to a plain form a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Refusal):
            return None
        context = {"refusal": problem}
        if not getattr(request, "htmx", False):
            return render(request, "ui/refusal.html", context, status=problem.status)
        pane = render(request, "ui/_refusal.html", context, status=problem.status)
        return reswap(retarget(pane, "#sheet-body"), "innerHTML")
