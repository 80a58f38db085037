"""Each person is known to the database, reads Jalon in their own language, and sees where they are signed in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from jalon.kernel.clock import now
from jalon.kernel.db.row_security import recognise
from jalon.orgs.sessions import note_use

GetResponse = Callable[[HttpRequest], HttpResponse]


def stand_as_person(get_response: GetResponse) -> GetResponse:
    """Let the signed-in user read which workspaces are theirs; a workspace's view enters one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            recognise(request.user.pk)
        return get_response(request)

    return middleware


def person_preferences(get_response: GetResponse) -> GetResponse:
    """Speak the signed-in user's language; visitors keep what their browser asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response

    return middleware


def note_session(get_response: GetResponse) -> GetResponse:
    """Note when, by which browser and from which address the session was last used."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            note_use(request, at=now())
        return response

    return middleware
