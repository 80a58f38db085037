"""A real Chromium for tests marked `browser`; where none is found they skip and say how to get one."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = "no Chromium: install the package “chromium”, or set JALON_CHROMIUM to its executable"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run. Playwright keeps a loop in this thread, hence Django's permission."""
    executable = os.environ.get("JALON_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not executable:
        pytest.skip(HOW)
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page of a wide window; it fails the test when the page breaks or breaks its policy."""
    yield from watched(chromium, viewport={"width": 1920, "height": 900})


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A fresh page of a phone with a touch screen."""
    yield from watched(chromium, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


def watched(chromium: Browser, **options: object) -> Iterator[Page]:
    """A page in a context of its own, without motion; script errors and refused resources are collected."""
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB", **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(5000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda message: "Content Security Policy" in message.text and wrong.append(message.text),
    )
    yield page
    context.close()
    assert wrong == []
