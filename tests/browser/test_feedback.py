"""What the page says back: messages that stack and stay as long as they must, an undo that leaves one where one was."""

import pytest
from playwright.sync_api import Page, expect

from jalon.deals.actions import create_deal
from jalon.deals.models import Deal
from jalon.kernel.clock import now
from tests.browser.conftest import Look
from tests.matrix_objects import Scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAY = """([message, tone, undo]) =>
    document.dispatchEvent(new CustomEvent("jalon:toast", { detail: { message, tone, undo } }))"""
PLACE = "document.getElementById('board').scrollLeft + ' ' + document.getElementById('board').scrollTop"


@pytest.fixture
def scene(cast) -> Scene:
    scene = Scene(cast)
    assert scene.deal
    return scene


@pytest.fixture
def board(scene: Scene, enter, visit) -> Page:
    return visit(enter(scene.cast.owner.user, Look()), f"/w/acme/board/{scene.pipeline.pk}/")


def say(page: Page, message: str, tone: str = "", undo: str = "") -> None:
    page.evaluate(SAY, [message, tone, undo])


def texts(page: Page) -> list[str]:
    return page.locator(".toast__text").all_inner_texts()


def test_stacks_messages_and_drops_the_oldest_beyond_three(board: Page):
    for message in ("One", "Two", "Three", "Four"):
        say(board, message)

    tops = [box.bounding_box()["y"] for box in board.locator(".toast").all()]

    assert texts(board) == ["Two", "Three", "Four"]
    assert tops == sorted(set(tops))


def test_closes_the_newest_by_escape_and_the_focused_one_before(board: Page):
    for message in ("One", "Two", "Three"):
        say(board, message)

    board.keyboard.press("Escape")
    assert texts(board) == ["One", "Two"]
    board.locator(".toast__close").first.focus()
    board.keyboard.press("Escape")

    assert texts(board) == ["Two"]


def test_leaves_messages_alone_when_escape_is_meant_for_a_field(board: Page):
    say(board, "One")

    board.locator("#board-search, input[type=search]").first.focus()
    board.keyboard.press("Escape")

    assert texts(board) == ["One"]


def test_keeps_what_went_wrong_until_somebody_closes_it(board: Page):
    board.clock.install()
    say(board, "Saved.")
    say(board, "Moved.", undo="/w/acme/operations/none/undo/")
    say(board, "The server cannot be reached.", tone="alert")

    board.clock.run_for(6_500)
    after_a_while = texts(board)
    board.clock.run_for(60_000)

    assert after_a_while == ["Moved.", "The server cannot be reached."]
    assert texts(board) == ["The server cannot be reached."]
    board.locator(".toast__close").focus()
    board.keyboard.press("Enter")
    expect(board.locator(".toast")).to_have_count(0)


def test_holds_a_message_that_has_the_focus(board: Page):
    board.clock.install()
    say(board, "Moved.", undo="/w/acme/operations/none/undo/")

    board.locator(".toast__act").focus()
    board.clock.run_for(60_000)

    assert texts(board) == ["Moved."]


def test_keeps_the_scroll_of_the_board_through_an_undo_by_key(scene: Scene, board: Page, visit):
    deal = last_of_many(scene)
    board.set_viewport_size({"width": 1100, "height": 700})
    visit(board, board.url)
    card = board.locator(f'[data-column="{deal.stage_id}"] [data-card="{deal.pk}"]')
    card.scroll_into_view_if_needed()
    card.locator("[data-card-link]").focus()
    for key in ("Space", "ArrowLeft", "Space"):
        board.keyboard.press(key)
    expect(board.locator(".toast__act")).to_be_visible()
    board.evaluate("document.getElementById('board').scrollTo(120, 240)")
    before = board.evaluate(PLACE)

    with board.expect_navigation():
        board.keyboard.press("Control+z")
    expect(card).to_be_visible()

    board.wait_for_function(f"{PLACE} === '{before}'")
    left, top = map(float, before.split())
    assert left >= 100
    assert top >= 200
    assert Deal.objects.get(pk=deal.pk).stage_id == deal.stage_id


def last_of_many(scene: Scene) -> Deal:
    """The deal at the foot of a second stage that does not fit on the screen; the way back is open to it."""
    second = scene.pipeline.stages.get(position=1)
    for number in range(14):
        create_deal(pipeline=scene.pipeline, stage=second, title=f"Deal {number}", actor=scene.actor, at=now())
    return Deal.objects.filter(stage=second).order_by("rank").last()
