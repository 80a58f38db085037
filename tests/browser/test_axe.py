"""Every page of the product in four looks: axe finds nothing serious or critical, and none is wider than the window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look, just_proved
from tests.browser.furnished import Furnished

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}
EXAMINE = r"""async () => (await axe.run({
  preload: false, resultTypes: ["violations"], rules: { "target-size": { enabled: true } }
})).violations.map(({ id, impact, help, nodes }) =>
  ({ id, impact, help, nodes: nodes.map((node) => ({ at: node.target.join(" "), why: node.failureSummary })) }))"""
WIDTH = "Math.max(document.scrollingElement.scrollWidth, innerWidth)"  # a phone widens its window to what overflows
CUT_OFF = "partially obscured"  # a target at the edge of what scrolls
LOOKS = [
    Look("en", "light", "wide"),
    Look("fr", "dark", "wide"),
    Look("en", "dark", "phone"),
    Look("fr", "light", "phone"),
]


@pytest.fixture
def scene(cast) -> Furnished:
    scene = Furnished(cast)
    scene.furnish()
    return scene


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_is_open_to_everybody(enter, scene: Furnished, look: Look):
    """Each page is seen by the first of a visitor, the owner and a teammate to whom it shows itself."""
    seen_by = all_of(enter, scene, look)

    found = [finding for name, address, who in pages(scene) for finding in examined(seen_by[who], address, name)]

    assert not found, "\n".join(found)


def all_of(enter, scene: Furnished, look: Look) -> dict[str, Page]:
    """A browser for each of those who look at pages."""
    people = {who: enter(getattr(scene.cast, who).user, look) for who in ("owner", "teammate")}
    return {"visitor": enter(look=look)} | people


def pages(scene: Furnished) -> Iterator[tuple[str, str, str]]:
    """What answers with a page of its own when asked for: (name, address, who sees it)."""
    clients = {"visitor": Client(), "owner": scene.cast.client("owner"), "teammate": scene.cast.client("teammate")}
    for who in ("owner", "teammate"):
        just_proved(clients[who])
    for name, address in scene.addresses():
        answers = {who: client.get(address) for who, client in clients.items()}
        statuses = {who: answer.status_code for who, answer in answers.items()}
        assert {200, 302, 405} & set(statuses.values()), f"{statuses} from {address}"
        yield from [(name, address, who) for who, answer in answers.items() if is_page(answer)][:1]


def is_page(answer: HttpResponse) -> bool:
    is_html = answer["Content-Type"].startswith("text/html")
    return answer.status_code == 200 and is_html and b"<html" in answer.content


def examined(page: Page, address: str, name: str) -> list[str]:
    """What axe has against the page at `address`, and that it overflows sideways, if it does."""
    page.goto(address)
    expect(page.locator("[data-behaviour]:not([data-attached])")).to_have_count(0)
    width, given = page.evaluate(WIDTH), page.viewport_size["width"]
    too_wide = [f"{name} ({address}): {width} px wide on {given} px"] if width > given else []
    return too_wide + findings(page, f"{name} ({address})")


def findings(page: Page, where: str) -> list[str]:
    """What axe has against what the page shows now, a line each."""
    page.evaluate(AXE)
    violations: list[dict[str, Any]] = page.evaluate(EXAMINE)
    return [
        f"{where}: {one['id']} ({one['impact']}, {one['help']}) at {node['at']}: {' '.join(node['why'].split())}"
        for one in violations
        if one["impact"] in GRAVE
        for node in one["nodes"]
        if CUT_OFF not in node["why"]
    ]
