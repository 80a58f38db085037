"""The board in a real Chromium: from navigation to the first card, what that loads, and from a drop to its answer.

    python bench/browser.py                                  # 1,000 open deals, SQLite
    python bench/browser.py --size 100000 --engine both

Cold is a browser that never saw the page, warm the same browser coming back. The first card counts when it is in the
page and laid out. Bytes are those of the network. JALON_CHROMIUM names a Chromium that is not on the path.
"""

import shutil
import statistics
import sys
from contextlib import closing

from _http import serving
from _place import Figures, on_each_engine, options
from _seed import Book, seed

NAMES = ("chromium", "chromium-browser", "google-chrome")
AIMS = {
    "first card, cold": ("< 400 ms", "4,580 ms"),
    "first card, warm": ("< 200 ms", "4,172 ms"),
    "kB, cold": ("< 150", "2,013"),
    "requests, cold": ("", "21"),
    "drop to confirmation": ("< 80 ms", "405 ms"),
}
WATCH = """
const look = () => {  // a frame is drawn only when the style sheets are there
  const card = document.querySelector("[data-card]");
  if (card && card.getBoundingClientRect().height) window.firstCard = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
addEventListener("pointerup", () => { window.droppedAt = performance.now(); window.confirmedAt = 0; }, true);
new MutationObserver((changes) => {
  const isEdit = changes.some((one) => one.attributeName === "data-edit" ||
    [...one.addedNodes].some((node) => node.matches?.("[data-card][data-edit]")));
  if (isEdit && window.droppedAt && !window.confirmedAt) window.confirmedAt = performance.now();
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-edit"] });
"""


def measure(chosen) -> list[Figures]:
    """A row a figure, over `--repeat` visits."""
    from playwright.sync_api import sync_playwright

    book = seed(chosen.size)
    _close()
    with (
        serving(workers=chosen.workers) as port,
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])) as browser,
    ):
        _visit(browser, book, port, times=1)  # the server's first pages
        visits = [_visit(browser, book, port, times=3) for _ in range(chosen.repeat)]
        drops = _drops(browser, book, port, chosen.repeat * 2)
    figures = {
        "first card, cold": [one[0]["first"] for one in visits],
        "first card, warm": [some["first"] for one in visits for some in one[1:]],
        "kB, cold": [one[0]["bytes"] / 1000 for one in visits],
        "kB, warm": [some["bytes"] / 1000 for one in visits for some in one[1:]],
        "requests, cold": [one[0]["requests"] for one in visits],
        "requests, warm": [some["requests"] for one in visits for some in one[1:]],
        "drop to confirmation": drops,
    }
    return [_row(name, values) for name, values in figures.items()]


def _row(name: str, values: list[float]) -> Figures:
    aim, peer = AIMS.get(name, ("", ""))
    unit = "" if name.startswith(("kB", "requests")) else " ms"
    return {
        "figure": name,
        "median": f"{statistics.median(values):,.0f}{unit}",
        "worst": f"{max(values):,.0f}{unit}",
        "aim": aim,
        "best peer": peer,
    }


def _visit(browser, book: Book, port: int, *, times: int) -> list[dict[str, float]]:
    """The board, `times` times in one browser that begins with an empty cache."""
    with closing(_person(browser, book, port)) as person:
        page = person.new_page()
        network = person.new_cdp_session(page)
        network.send("Network.enable")
        loaded: list[float] = []
        network.on("Network.loadingFinished", lambda one: loaded.append(one["encodedDataLength"]))
        seen = []
        for _ in range(times):
            loaded.clear()
            page.goto(_address(book, port), wait_until="networkidle")
            first = page.evaluate("window.firstCard")
            seen.append({"first": first, "bytes": sum(loaded), "requests": sum(one > 0 for one in loaded)})
            page.goto("about:blank")
        return seen


def _drops(browser, book: Book, port: int, times: int) -> list[float]:
    """The first card of the first column to the second, and the other way."""
    with closing(_person(browser, book, port)) as person:
        page = person.new_page()
        page.goto(_address(book, port), wait_until="networkidle")
        taken = []
        for turn in range(times):
            origin, to = book.stage_ids[turn % 2], book.stage_ids[1 - turn % 2]
            card = page.locator(f'[data-column="{origin}"] [data-card]').first.bounding_box()
            page.mouse.move(card["x"] + card["width"] / 2, card["y"] + card["height"] / 2)
            page.mouse.down()
            place = page.locator(f'[data-column="{to}"] [data-cards]').bounding_box()
            page.mouse.move(place["x"] + 80, place["y"] + 8, steps=8)
            page.locator(f'[data-column="{to}"][data-over]').wait_for()
            page.mouse.up()
            while not page.evaluate("window.confirmedAt"):
                page.wait_for_timeout(10)
            taken.append(page.evaluate("window.confirmedAt - window.droppedAt"))
            page.locator("[data-card][aria-busy=true]").wait_for(state="detached")
            page.wait_for_timeout(200)
        return taken


def _person(browser, book: Book, port: int):
    from django.conf import settings

    person = browser.new_context(viewport={"width": 1440, "height": 900})
    name = settings.SESSION_COOKIE_NAME
    person.add_cookies([{"name": name, "value": book.session, "url": f"http://127.0.0.1:{port}"}])
    person.add_init_script(WATCH)
    return person


def _address(book: Book, port: int) -> str:
    return f"http://127.0.0.1:{port}{book.url(f'board/{book.pipeline_id}/')}"


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _chromium() -> str:
    import os

    found = os.environ.get("JALON_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return found or sys.exit("no Chromium: install the package “chromium”, or set JALON_CHROMIUM to its executable")


if __name__ == "__main__":
    more = {"repeat": (int, 5, "visits"), "workers": (int, 1, "web processes")}
    sys.exit(on_each_engine(options(__doc__, size=1_000, **more), measure))
