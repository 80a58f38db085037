"""Every page of the product, examined by axe: no finding that is serious or critical, in any look."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look
from tests.browser.furnished import Furnished

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}
EXAMINE = r"""async () => (await axe.run({
  preload: false, resultTypes: ["violations"], rules: { "target-size": { enabled: true } }
})).violations.map(({ id, impact, help, nodes }) =>
  ({ id, impact, help, nodes: nodes.map((node) => ({ at: node.target.join(" "), why: node.failureSummary })) }))"""
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
    """Pages for visitors are seen by one; all others by the owner."""
    visitor, owner = enter(look=look), enter(scene.cast.owner.user, look)

    found = [
        finding
        for name, address, is_public in pages(scene)
        for finding in examined(visitor if is_public else owner, address, name)
    ]

    assert not found, "\n".join(found)


def pages(scene: Furnished) -> Iterator[tuple[str, str, bool]]:
    """What answers with a page of its own when asked for: (name, address, whether it is shown to visitors)."""
    owner, visitor = scene.cast.client("owner"), Client()
    for name, address in scene.addresses():
        is_public = shows_page(visitor, address)
        if is_public or shows_page(owner, address):
            yield name, address, is_public


def shows_page(client: Client, address: str) -> bool:
    answer = client.get(address)
    assert answer.status_code in {200, 302, 405}, f"{answer.status_code} from {address}"
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and b"<html" in answer.content


def examined(page: Page, address: str, name: str) -> list[str]:
    """What axe has against the page at `address`."""
    page.goto(address)
    expect(page.locator("[data-behaviour]:not([data-attached])")).to_have_count(0)
    return findings(page, f"{name} ({address})")


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
