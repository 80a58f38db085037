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
        response = self.get_response(request)
        return _in_words(request, response) if response.status_code == 405 else response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Refusal):
            return None
        context = {"refusal": problem}
        if not getattr(request, "htmx", False):
            return render(request, "ui/refusal.html", context, status=problem.status)
        pane = render(request, "ui/_refusal.html", context, status=problem.status)
        return reswap(retarget(pane, "#sheet-body"), "innerHTML")


def _in_words(request: HttpRequest, bare: HttpResponse) -> HttpResponse:
    """Somebody opened the address of a button: a page that says so, with the methods that the address takes."""
    if request.method != "GET" or bare.content or getattr(request, "htmx", False):
        return bare
    page = render(request, "405.html", status=405)
    page["Allow"] = bare.headers.get("Allow", "")
    return page
