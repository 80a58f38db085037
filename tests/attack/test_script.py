"""A script typed into every text field of every page, in a real browser, and every page opened after: none runs."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import Resolver404, include, path, resolve
from playwright.sync_api import Browser, Page

from jalon.orgs.access import public
from tests.attack.typist import Door, Typist
from tests.browser.conftest import just_proved
from tests.browser.furnished import Furnished
from tests.chromium import watched
from tests.matrix_objects import BODIES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEAKS = {  # what a page makes of the words of its form
    "words": "<p>{0}</p>",
    "value": "<input value='{0}'>",
    "address": "<a href='javascript:{0}'>",
    "reaction": "<p hx-on:click='{0}'></p>",
}

type Unguarded = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def unguarded(chromium: Browser, live_server) -> Unguarded:
    """A page on which any script may run: the policy that stands behind is off, so that escaping alone has to do."""
    return partial(watched, chromium, bypass_csp=True, base_url=live_server.url)


@pytest.fixture
def scene(cast) -> Furnished:
    scene = Furnished(cast)
    scene.furnish()
    return scene


def test_runs_no_script_that_people_typed(scene: Furnished, unguarded: Unguarded, live_server, settings):
    client, cookie = scene.cast.client("owner"), settings.SESSION_COOKIE_NAME
    just_proved(client)
    with unguarded() as inside, unguarded() as outside:
        inside.context.add_cookies([{"name": cookie, "value": client.cookies[cookie].value, "url": live_server.url}])
        owner = Typist(inside)
        visitor = Typist(outside, typed=owner.typed, wrong=owner.wrong)
        addresses = list(dict.fromkeys(address for _name, address in scene.addresses()))
        visited = [(who, door) for who in (visitor, owner) for door in walk(who, addresses, scene)]
        for who, door in visited:
            who.open(door)

    assert owner.wrong == []
    assert owner.left | visitor.left == set()
    assert len(owner.forms) > 40


@pytest.mark.parametrize("leak", LEAKS)
def test_hears_a_page_that_does_not_escape(leak: str, unguarded: Unguarded, settings):
    settings.ROOT_URLCONF = __name__

    typist = typed_into(unguarded(), leak)

    assert any(found.startswith("leaking words: ") for found in typist.wrong)
    assert typist.left == {"leaking words"}


def test_has_a_policy_that_stops_what_was_not_escaped(unguarded: Unguarded, settings):
    settings.ROOT_URLCONF = __name__

    with pytest.raises(AssertionError, match="violates the following Content Security Policy"):
        typed_into(unguarded(bypass_csp=False), "words")


def typed_into(opening: AbstractContextManager[Page], leak: str) -> Typist:
    """Who typed into the page with that leak."""
    door = Door(f"/leaking/{leak}/")
    with opening as page:
        typist = Typist(page)
        typist.open(door)
        typist.type_into(door)
    return typist


def walk(typist: Typist, addresses: list[str], scene: Furnished) -> Iterator[Door]:
    """Type into every page that the URL conf has for this reader, and into those that these lead to."""
    kinds = {kind_of(address) for address in addresses}
    waiting = list(addresses)
    while waiting:
        door = door_to(typist.page, waiting.pop(0), scene)
        if door is None:
            continue
        for address in typist.open(door):
            if (kind := kind_of(address)) and kind not in kinds:
                kinds.add(kind)
                waiting.append(address)
        typist.type_into(door)
        yield door


def door_to(page: Page, address: str, scene: Furnished) -> Door | None:
    """How this reader comes to a page there; None when there is none. What only answers when sent something is asked,
    without `apply`, what it would do.
    """
    answer = page.context.request.get(address, max_redirects=0)
    if answer.status == 200 and answer.headers["content-type"].startswith("text/html"):
        return Door(address)
    body = BODIES.get(resolve(address).view_name, lambda _scene: {})(scene)
    if answer.status != 405 or "apply" not in body:
        return None
    return Door(address, {"deal": [str(one) for one in body["deal"]]})


def kind_of(address: str) -> tuple[str, ...] | None:
    """Addresses that differ in which record they show are of one kind."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return (found.view_name, *(value for value in found.kwargs.values() if isinstance(value, str)))


@public
def leaking(request: HttpRequest, leak: str) -> HttpResponse:
    """A page that gives back what was typed without escaping it."""
    form = (
        f"<form method=post><input type=hidden name=csrfmiddlewaretoken value={get_token(request)}><input name=words>"
    )
    return HttpResponse(form + "</form>" + LEAKS[leak].format(request.POST.get("words", "")))


urlpatterns = [path("leaking/<leak>/", leaking, name="leaking"), path("", include("jalon.site.urls"))]
