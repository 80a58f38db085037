"""Moving a card with a finger: a long press lifts it, a swipe scrolls the board."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.ui.board import ADDRESS, card, cards_of, column, middle, settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def touch(finger: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def test_a_long_press_lifts_the_card_and_a_release_drops_it(phone: Page, show):
    show(phone, ADDRESS)
    finger = phone.context.new_cdp_session(phone)
    x, y = middle(card(phone, "3"))

    touch(finger, "touchStart", (x, y))
    phone.locator("[data-lifted]").wait_for()
    target = column(phone, "discovery").bounding_box()
    assert target is not None
    for step in range(1, 9):
        touch(finger, "touchMove", (x + (target["x"] + 40 - x) * step / 8, y))
    phone.locator('[data-column="discovery"][data-over]').wait_for()
    touch(finger, "touchEnd")
    settled(phone)

    assert "3" in cards_of(phone, "discovery")
    expect(card(phone, "3")).to_have_attribute("data-edit", "2")


def test_a_swipe_scrolls_and_lifts_nothing(phone: Page, show):
    show(phone, ADDRESS)
    finger = phone.context.new_cdp_session(phone)
    x, y = middle(card(phone, "3"))

    touch(finger, "touchStart", (x, y))
    for step in range(1, 9):
        touch(finger, "touchMove", (x - 20 * step, y))
    touch(finger, "touchEnd")

    expect(phone.locator("#board")).not_to_have_js_property("scrollLeft", 0)
    expect(phone.locator("[data-lifted]")).to_have_count(0)
    assert cards_of(phone, "qualify") == ["3", "4"]
