"""What a person sees and does on the sample board."""

from playwright.sync_api import Locator, Page, expect

ADDRESS = "/styleguide/board/"


def card(page: Page, id: str) -> Locator:  # noqa: A002 - the word of the page
    return page.locator(f'[data-card="{id}"]:not(.card-ghost)')


def column(page: Page, stage: str) -> Locator:
    return page.locator(f'[data-column="{stage}"]')


def stage_of(page: Page, id: str) -> str:  # noqa: A002
    return card(page, id).evaluate("(card) => card.closest('[data-column]').dataset.column")


def cards_of(page: Page, stage: str) -> list[str]:
    return column(page, stage).evaluate(
        "(column) => [...column.querySelectorAll('[data-card]')].map((card) => card.dataset.card)"
    )


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, id: str, stage: str, *, drop: bool = True) -> None:  # noqa: A002
    """Press the card, carry it over the first place of the column, and let go unless told otherwise."""
    page.mouse.move(*middle(card(page, id)))
    page.mouse.down()
    box = column(page, stage).locator("[data-cards]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 80, box["y"] + 8, steps=8)
    page.locator(f'[data-column="{stage}"][data-over]').wait_for()
    if drop:
        page.mouse.up()


def settled(page: Page) -> None:
    """Wait until no move is under way."""
    expect(page.locator("[data-card][aria-busy=true]")).to_have_count(0)
