"""Signed-in pages in every look: language, light or dark, wide or on a phone."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from time import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from jalon.orgs.models import User
from tests.chromium import PHONE, WIDE, watched

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Look:
    """How a person sees Jalon."""

    language: str = "en"
    theme: str = "light"
    device: str = "wide"

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.device}"


type Enter = Callable[..., Page]


@pytest.fixture
def enter(chromium: Browser, live_server, settings) -> Iterator[Enter]:
    """Gives a page to `enter(user, look)`, or to a visitor without a user. Addresses may begin at the slash; each call
    is a browser of its own, and each fails the test when its page breaks.
    """
    with ExitStack() as opened:

        def enter(user: User | None = None, look: Look = Look()) -> Page:
            options = dict(PHONE if look.device == "phone" else WIDE)
            options |= {"color_scheme": look.theme, "locale": look.language, "base_url": live_server.url}
            page = opened.enter_context(watched(chromium, **options))
            if user is not None:
                User.objects.filter(pk=user.pk).update(language=look.language)
                client = Client()
                client.force_login(user, backend=BACKEND)
                just_proved(client)
                name = settings.SESSION_COOKIE_NAME
                page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
            return page

        yield enter


@pytest.fixture
def visit() -> Callable[[Page, str], Page]:
    """Opens an address and waits until every behaviour of the page is attached."""

    def visit(page: Page, address: str) -> Page:
        page.goto(address)
        expect(page.locator("[data-behaviour]:not([data-attached])")).to_have_count(0)
        return page

    return visit


def just_proved(client: Client) -> None:
    """As if the person had typed the password a moment ago."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time(), "reauthenticated": True}]
    session.save()
