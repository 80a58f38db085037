"""The pictures of docs/screenshots, made anew: `make screenshots`.

Starts Jalon on a folder of its own, with the sample, and goes through its pages in Chromium.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
PORT = "8931"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}


def main() -> int:
    """Take every picture; 1 when Jalon did not start."""
    chromium = os.environ.get("JALON_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        print("No Chromium here: install it, or say where it is in JALON_CHROMIUM.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in ("en", "fr"):
        with jalon(language) as link, sync_playwright() as player:
            browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            take_all(browser, link, language)
            browser.close()
    return 0


@contextmanager
def jalon(language: str) -> Iterator[str]:
    """A Jalon of its own while the block lasts; gives its one-time sign-in link."""
    with tempfile.TemporaryDirectory(prefix="jalon-pictures-") as data:
        environment = {**os.environ, "JALON_DATA": data, "PORT": PORT, "JALON_LANGUAGE": language}
        command = [str(ROOT / ".venv" / "bin" / "jalon"), "up"]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
        try:
            yield link_in(process)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)


def link_in(process: "subprocess.Popen[str]") -> str:
    """The sign-in link that Jalon prints. Raises TimeoutError."""
    until = time.monotonic() + 180
    for line in process.stdout or ():
        found = re.search(r"https?://\S+/sign-in/\S+", line)
        if found:
            return found.group()
        if time.monotonic() > until:
            break
    raise TimeoutError("Jalon printed no sign-in link")


def take_all(browser: Browser, link: str, language: str) -> None:
    """Every page of the list, light; the board dark and on a phone too."""
    context = browser.new_context(viewport=WIDE, color_scheme="light", locale=language)
    page = context.new_page()
    page.goto(link)
    page.locator("main form button").last.click()
    page.wait_for_load_state("networkidle")
    home = page.url
    take(page, home, f"home-{language}-light")
    take(page, f"{home}board/", f"board-{language}-light")
    card = page.locator("[data-card] a[href], .card a[href]").first.get_attribute("href") or ""
    take(page, page.evaluate("path => new URL(path, location).href", card), f"deal-{language}-light")
    take(page, f"{home}how-we-sell/", f"how-we-sell-{language}-light")
    state = context.storage_state()
    for name, options in (("dark", {"viewport": WIDE, "color_scheme": "dark"}), ("phone", {"viewport": PHONE})):
        other = browser.new_context(storage_state=state, locale=language, **options)
        take(other.new_page(), f"{home}board/", f"board-{language}-{name}")
        other.close()
    context.close()


def take(page: Page, address: str, name: str) -> None:
    """One picture of what the window shows."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
