"""Moving a card with the keyboard alone, and what is said meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.board import ADDRESS, card, cards_of, settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def focus(page: Page, id: str) -> None:  # noqa: A002 - the word of the page
    card(page, id).locator("[data-card-link]").focus()


def test_lifts_carries_and_drops(page: Page, show):
    show(page, ADDRESS)
    focus(page, "1")

    page.keyboard.press("Space")
    expect(page.locator("#live")).to_contain_text("Fleet renewal 2027 lifted, in Discovery, 1 of 2.")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#live")).to_contain_text("Proposal, 1 of 2.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    settled(page)

    expect(page.locator("#live")).to_contain_text("Fleet renewal 2027 is now in Proposal.")
    assert cards_of(page, "proposal") == ["5", "1"]
    expect(card(page, "1").locator("[data-card-link]")).to_be_focused()


def test_gives_the_card_back_on_escape(page: Page, show):
    show(page, ADDRESS)
    focus(page, "1")

    for key in ("Space", "ArrowRight", "ArrowRight", "Escape"):
        page.keyboard.press(key)

    assert cards_of(page, "discovery") == ["1", "2"]
    expect(card(page, "1").locator("[data-card-link]")).to_be_focused()
    expect(page.locator("#live")).to_contain_text("Fleet renewal 2027 is back in Discovery.")


def test_gives_the_card_back_when_the_focus_goes_elsewhere(page: Page, show):
    show(page, ADDRESS)
    focus(page, "1")

    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.get_by_role("link", name="New deal").focus()

    assert cards_of(page, "discovery") == ["1", "2"]
    expect(page.locator("[data-carried]")).to_have_count(0)


def test_says_that_a_move_was_refused_and_opens_the_sheet(page: Page, show):
    show(page, ADDRESS)
    focus(page, "6")

    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)

    expect(page.locator("#sheet")).to_be_visible()
    assert cards_of(page, "proof") == ["6"]
    expect(page.locator("#live")).to_contain_text("cannot move yet and is back in Prove the solution.")


def test_walks_from_card_to_card_with_the_arrows(page: Page, show):
    show(page, ADDRESS)
    focus(page, "3")

    for key in ("ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)

    expect(card(page, "1").locator("[data-card-link]")).to_be_focused()


def test_is_one_stop_for_the_tab_key(page: Page, show):
    show(page, ADDRESS)

    links = page.locator("[data-card-link]").evaluate_all("(all) => all.map((one) => one.tabIndex)")

    assert sorted(links) == [-1, -1, -1, -1, -1, 0]
