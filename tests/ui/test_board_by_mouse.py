"""Moving a card with a mouse, and what becomes of it."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.ui.board import ADDRESS, card, cards_of, column, drag, middle, settled, stage_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_keeps_a_move_that_the_server_accepts(page: Page, show):
    show(page, ADDRESS)

    with page.expect_request("**/styleguide/move/1/") as sent:
        drag(page, "1", "proposal")

    assert sent.value.post_data == "to=proposal&edit=1&before=5&after="
    expect(card(page, "1")).to_have_attribute("data-edit", "2")
    assert cards_of(page, "proposal") == ["1", "5"]
    expect(page.locator("#toasts")).to_contain_text("Deal moved.")


def test_takes_a_refused_card_back_and_shows_what_is_missing(page: Page, show):
    show(page, ADDRESS)

    drag(page, "1", "negotiate")

    expect(page.locator("#sheet")).to_contain_text("The price was acknowledged in writing")
    assert cards_of(page, "discovery") == ["1", "2"]
    assert cards_of(page, "negotiate") == []
    expect(card(page, "1")).to_have_attribute("data-edit", "1")


def test_moves_the_card_once_the_missing_evidence_is_given_in_the_sheet(page: Page, show):
    show(page, ADDRESS)
    drag(page, "1", "negotiate")

    page.get_by_role("button", name="Save and move").click()
    expect(page.locator("#sheet")).to_contain_text("Say where")
    page.get_by_label("Where did the buyer").fill("mail of 12 November")
    page.get_by_role("button", name="Save and move").click()

    expect(page.locator("#sheet")).to_be_hidden()
    assert cards_of(page, "negotiate") == ["1"]


def test_tells_when_somebody_else_was_faster(page: Page, show):
    show(page, ADDRESS)

    drag(page, "1", "sign")

    expect(page.locator("#sheet")).to_contain_text("Camille moved this deal two minutes ago.")
    assert stage_of(page, "1") == "discovery"


@pytest.mark.server_breaks
def test_takes_the_card_back_when_the_server_breaks(page: Page, show):
    show(page, ADDRESS)

    drag(page, "1", "proof")

    expect(page.locator("#toasts")).to_contain_text("nothing was changed")
    assert cards_of(page, "discovery") == ["1", "2"]


@pytest.mark.server_breaks
def test_takes_the_card_back_when_the_server_is_gone(page: Page, show):
    show(page, ADDRESS)
    page.route("**/styleguide/move/**", lambda route: route.abort())

    drag(page, "1", "proposal")

    expect(page.locator("#toasts")).to_contain_text("nothing was changed")
    assert cards_of(page, "discovery") == ["1", "2"]


def test_gives_the_card_back_on_escape(page: Page, show):
    sent: list[str] = []
    show(page, ADDRESS)
    page.on("request", lambda request: sent.append(request.url))

    drag(page, "1", "proposal", drop=False)
    page.keyboard.press("Escape")
    page.mouse.up()

    assert cards_of(page, "discovery") == ["1", "2"]
    expect(page.locator(".card-ghost")).to_have_count(0)
    assert sent == []
    assert page.url.endswith(ADDRESS)


def test_leaves_the_card_when_it_is_dropped_beside_the_board(page: Page, show):
    show(page, ADDRESS)

    drag(page, "1", "proposal", drop=False)
    page.mouse.move(60, 600, steps=4)
    expect(page.locator("[data-over]")).to_have_count(0)
    page.mouse.up()

    assert cards_of(page, "discovery") == ["1", "2"]


def test_takes_a_press_of_less_than_four_pixels_for_a_click(page: Page, show):
    show(page, ADDRESS)
    x, y = middle(card(page, "1"))

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3, y)
    page.mouse.up()

    page.wait_for_url("**/styleguide/deal/1/")


def test_does_not_lift_a_card_whose_move_is_under_way(page: Page, show):
    held: list[Route] = []
    show(page, ADDRESS)
    page.route("**/styleguide/move/1/", lambda route: held.append(route))
    drag(page, "1", "proposal")
    expect(card(page, "1")).to_have_attribute("aria-busy", "true")

    page.mouse.move(*middle(card(page, "1")))
    page.mouse.down()
    page.mouse.move(300, 300, steps=5)
    page.mouse.up()
    lifted = page.locator("[data-lifted]").count()
    held[0].continue_()
    settled(page)

    assert (lifted, len(held)) == (0, 1)
    assert cards_of(page, "proposal") == ["1", "5"]


def test_puts_a_card_where_the_server_says_it_is(page: Page, show):
    show(page, ADDRESS)
    elsewhere = '<li class="card" data-card="1" data-stage="qualify"><a data-card-link href="/x">Moved</a></li>'
    page.route("**/styleguide/move/1/", lambda route: route.fulfill(body=elsewhere, content_type="text/html"))

    drag(page, "1", "proposal")

    expect(column(page, "qualify")).to_contain_text("Moved")
    assert cards_of(page, "proposal") == ["5"]


def test_scrolls_by_itself_near_the_edge(page: Page, show):
    show(page, ADDRESS)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.mouse.move(*middle(card(page, "1")))

    page.mouse.down()
    page.mouse.move(1270, 400, steps=6)

    expect(page.locator("#board")).not_to_have_js_property("scrollLeft", 0)
    page.keyboard.press("Escape")
    page.mouse.up()


def test_moves_a_card_from_its_menu(page: Page, show):
    show(page, ADDRESS)

    card(page, "1").get_by_label("Actions").click()
    page.locator("#board-menu").get_by_role("button", name="Proposal").click()
    settled(page)

    assert cards_of(page, "proposal") == ["1", "5"]
    expect(page.locator("#board-menu")).to_be_hidden()
