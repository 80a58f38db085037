"""On a phone no page is wider than the screen: only what is meant to scroll sideways does."""

import pytest

from tests.browser.conftest import Look
from tests.browser.furnished import Furnished
from tests.browser.test_axe import all_of, pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOO_WIDE = "Math.max(document.scrollingElement.scrollWidth, innerWidth) > 390"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_overflows_sideways(enter, cast, language: str):
    scene = Furnished(cast)
    scene.furnish()
    look = Look(language, device="phone")
    seen_by = all_of(enter, scene, look)

    found = []
    for name, address, who in pages(scene):
        page = seen_by[who]
        page.goto(address)
        if page.evaluate(TOO_WIDE):
            found.append(f"{name} ({address})")

    assert found == []
