"""The frame round every page: theme, sidebar, keys, sheet, values edited in place, and small screens."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GUIDE = "/styleguide/"
EVERY_PAGE = [
    "/styleguide/",
    "/styleguide/?errors=1",
    "/styleguide/board/",
    "/styleguide/deal/2/",
    "/styleguide/wizard/",
]


def test_keeps_the_chosen_theme(page: Page, show):
    show(page, GUIDE)

    page.get_by_role("button", name="Dark").click()
    show(page, GUIDE)

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_folds_the_sidebar_by_its_key_and_keeps_it_so(page: Page, show):
    show(page, GUIDE)

    page.keyboard.press("[")
    show(page, GUIDE)

    expect(page.locator("html")).to_have_attribute("data-sidebar", "collapsed")
    expect(page.get_by_text("Closing this quarter")).to_be_hidden()


def test_goes_where_a_sequence_of_keys_leads(page: Page, show):
    show(page, GUIDE)

    page.keyboard.press("g")
    page.keyboard.press("d")

    page.wait_for_url("**/styleguide/board/")


def test_leaves_keys_alone_while_somebody_types(page: Page, show):
    show(page, GUIDE)

    page.get_by_label("Title", exact=True).press_sequentially("g d ?")

    expect(page.get_by_label("Title", exact=True)).to_have_value("g d ?")
    expect(page.locator("#shortcuts")).to_be_hidden()


def test_lists_the_keys(page: Page, show):
    show(page, GUIDE)

    page.keyboard.press("?")

    expect(page.locator("#shortcuts")).to_contain_text("New deal")
    expect(page.locator("#shortcuts")).to_contain_text("My day")


def test_walks_a_menu_with_the_arrows_and_gives_the_focus_back(page: Page, show):
    show(page, GUIDE)
    button = page.get_by_role("button", name="Actions")

    button.click()
    expect(page.locator("#sg-menu").get_by_text("Edit")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#sg-menu").get_by_text("Duplicate")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("#sg-menu")).to_be_hidden()
    expect(button).to_be_focused()


def test_saves_a_value_in_place(page: Page, show):
    show(page, GUIDE)
    value = page.locator(".editable")

    value.press("Enter")
    value.locator("input").fill("Fleet 2028")
    page.keyboard.press("Enter")

    expect(value).to_have_text("Fleet 2028")
    expect(value).to_be_focused()


def test_keeps_the_error_in_the_field_and_gives_the_value_back_on_escape(page: Page, show):
    show(page, GUIDE)
    value = page.locator(".editable")

    value.click()
    value.locator("input").fill("")
    page.keyboard.press("Enter")
    expect(value).to_contain_text("A title is needed.")
    page.keyboard.press("Escape")

    expect(value).to_have_text("Fleet renewal 2027")


def test_selects_a_range_with_shift(page: Page, show):
    show(page, "/styleguide/")
    boxes = page.locator("tbody [data-select]")

    boxes.nth(1).click()
    boxes.nth(3).click(modifiers=["Shift"])

    assert boxes.evaluate_all("(all) => all.map((box) => box.checked)") == [False, True, True, True, False]


def test_tells_how_many_cards_are_selected(page: Page, show):
    show(page, "/styleguide/board/")

    page.locator('[data-card="1"] [data-select]').check()
    expect(page.locator("#bulk")).to_contain_text("1 selected")
    page.get_by_role("button", name="Clear").click()

    expect(page.locator("#bulk")).to_be_hidden()


def test_keeps_a_draft_until_it_is_sent(page: Page, show):
    show(page, "/styleguide/deal/1/")

    page.get_by_label("Note", exact=True).fill("Ms Petit wants two sites")
    show(page, "/styleguide/deal/1/")

    expect(page.get_by_label("Note", exact=True)).to_have_value("Ms Petit wants two sites")


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_needs_no_sideways_scrolling_on_a_phone(phone: Page, show, address):
    show(phone, address)

    assert phone.evaluate("document.scrollingElement.scrollWidth") == 390


def test_opens_the_sidebar_on_a_phone(phone: Page, show):
    show(phone, GUIDE)
    expect(phone.locator("#sidebar")).to_be_hidden()

    phone.get_by_role("button", name="Menu").tap()

    expect(phone.get_by_role("link", name=re.compile("Companies"))).to_be_visible()


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_offers_fingers_forty_four_pixels(phone: Page, show, address):
    show(phone, address)

    small = phone.evaluate(
        """[...document.querySelectorAll("button, .button, select, .tabs__tab, .nav__link, .menu__item, .pole__link")]
            .filter((one) => one.checkVisibility() && !one.closest(".pole--small"))
            .filter((one) => one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML.slice(0, 80))"""
    )

    assert small == []
