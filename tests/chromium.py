"""A real Chromium for tests marked `browser`; where none is found they skip and say how to get one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = "no Chromium: install the package “chromium”, or set JALON_CHROMIUM to its executable"
WIDE: dict[str, Any] = {"viewport": {"width": 1920, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
REFUSED = "Failed to load resource: the server responded with a status of 4"  # a refusal is an answer, not a fault
PATIENCE = 10_000  # milliseconds, with many tests at once on few cores
UNANSWERED = "Failed to load resource"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "server_breaks: its server fails on purpose, which the browser may say")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run. Playwright keeps a loop in this thread, hence Django's permission."""
    executable = os.environ.get("JALON_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not executable:
        pytest.skip(HOW)
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page of a wide window; it fails the test when the page breaks or breaks its policy."""
    breaks = request.node.get_closest_marker("server_breaks") is not None
    with watched(chromium, server_breaks=breaks, **WIDE) as page:
        yield page


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A fresh page of a phone with a touch screen."""
    with watched(chromium, **PHONE) as page:
        yield page


@contextmanager
def watched(chromium: Browser, *, server_breaks: bool = False, **options: Any) -> Iterator[Page]:
    """A page in a context of its own, without motion. What breaks while it is open fails the test at its end: an error
    of a script, one in the console (a resource that the policy refused is one) and, unless `server_breaks`, an answer
    of 500 or above, or none.
    """
    context = chromium.new_context(**{"reduced_motion": "reduce", "locale": "en-GB", **options})
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(3 * PATIENCE)
    page = context.new_page()
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        expected = UNANSWERED if server_breaks else REFUSED
        if message.type == "error" and not message.text.startswith(expected):
            wrong.append(f"{page.url}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 500 and not server_breaks:
            wrong.append(f"{response.status} from {response.url}")

    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", heard)
    page.on("response", answered)
    try:
        yield page
    finally:
        context.close()
    assert wrong == []
