"""What a view adds to its answer so that the page reacts: say something, close the sheet."""

from django.http import HttpResponse
from django_htmx.http import trigger_client_event

from jalon.kernel.errors import Words


def say(response: HttpResponse, message: Words, *, undo: str = "") -> HttpResponse:
    """Show a toast; `undo` is the address to which its Undo button posts."""
    return trigger_client_event(response, "jalon:toast", {"message": str(message), "undo": undo})


def close_sheet(response: HttpResponse) -> HttpResponse:
    """Close the side sheet once the answer is drawn."""
    return trigger_client_event(response, "jalon:close-sheet", {}, after="settle")
