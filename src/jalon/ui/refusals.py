"""A refusal raised anywhere below a view becomes an answer that a person can read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jalon.kernel.errors import Refusal


class show_refusals:  # noqa: N801 - a middleware, named like a function as Django lists it
    """Answers a Refusal with its status: a fragment to htmx, a page to a plain form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Refusal):
            return None
        template = "ui/_refusal.html" if getattr(request, "htmx", False) else "ui/refusal.html"
        return render(request, template, {"refusal": problem}, status=problem.status)
