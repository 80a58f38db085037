"""The style guide, served as in development, for a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"  # keys before are lost

Show = Callable[[Page, str], Page]


@pytest.fixture
def show(live_server, settings) -> Show:
    """Opens an address of the style guide and waits until its behaviours are attached."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ROOT_URLCONF = "tests.ui.urls"

    def opened(page: Page, address: str) -> Page:
        page.goto(f"{live_server.url}{address}")
        expect(page.locator("[data-behaviour]:not([data-attached])")).to_have_count(0)
        page.evaluate(PAINTED)
        return page

    return opened
