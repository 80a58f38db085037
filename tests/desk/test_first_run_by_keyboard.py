"""The foot of the first run by Tab: on before back, whatever the eye meets first."""

import pytest
from playwright.sync_api import expect

from tests.desk.walk import url, walk

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(cast, live_server, settings, page):
    """The owner's browser before the first question, its three parts answered by number."""
    owner = cast.client("owner")
    walk(owner, until="words")
    session = owner.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}{url('q1')}")
    expect(page.locator(":focus")).to_have_count(1)
    for key in ("2", "1", "1"):
        page.keyboard.press(key)
    return page


def test_reaches_the_way_on_before_the_way_back(asked):
    asked.keyboard.press("Tab")

    expect(asked.locator("[data-onward]")).to_be_focused()
    asked.keyboard.press("Enter")
    asked.wait_for_url(f"**{url('q2')}")


def test_reaches_the_way_back_next(asked):
    for _time in range(2):
        asked.keyboard.press("Tab")

    expect(asked.locator("[data-back]")).to_be_focused()
    asked.keyboard.press("Enter")
    asked.wait_for_url(f"**{url('words')}")


def test_shows_the_way_back_on_the_left(asked):
    back, onward = (asked.locator(f"[data-{way}]").bounding_box() for way in ("back", "onward"))

    assert back["x"] + back["width"] < onward["x"]
