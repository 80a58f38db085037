"""The pictures of the documentation, taken anew: `screenshots.py [part of a name …]`.

Starts Jalon in a scratch folder, once in each language, signs in to its sample as a person would, and writes
docs/screenshots/<what>-<language>-<theme>[-phone].png. Nothing of the reader's own data is touched.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright
from scenes import SCENES, House

ROOT = Path(__file__).resolve().parent.parent
SHELF = ROOT / "docs/screenshots"
JALON = [sys.executable, "-c", "import sys; from jalon.site.cli import main; sys.exit(main())"]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
PLAIN_TEXT = ["--no-sandbox", "--disable-lcd-text", "--hide-scrollbars"]
LARGEST = 200_000  # bytes of a picture
PATIENCE = 120  # seconds for a first start
SIZES = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 780}}


@dataclass(frozen=True)
class Shot:
    """One picture: which scene, how it is seen."""

    scene: str
    language: str
    theme: str
    size: str = "wide"

    @property
    def name(self) -> str:
        return "-".join([self.scene, self.language, self.theme, *(["phone"] if self.size == "phone" else [])])


SHOTS = [
    Shot("board", "en", "light"),
    Shot("board", "fr", "dark"),
    Shot("board", "en", "dark", "phone"),
    Shot("deal", "en", "light"),
    Shot("deal", "fr", "dark"),
    Shot("deal", "fr", "light", "phone"),
    Shot("gate", "en", "light"),
    Shot("list", "en", "dark"),
    Shot("list", "fr", "light"),
    Shot("home", "en", "light"),
    Shot("home", "fr", "light", "phone"),
    Shot("question", "en", "light"),
    Shot("question", "fr", "dark"),
    Shot("verdict", "fr", "light"),
    Shot("verdict", "en", "dark"),
    Shot("import", "en", "light"),
    Shot("import", "fr", "light"),
]


NAME = "Camille Morel"


def main(wanted: list[str]) -> int:
    """Take the pictures whose names hold one of `wanted`, or all; 1 when one is too large."""
    shots = [shot for shot in SHOTS if not wanted or any(part in shot.name for part in wanted)]
    SHELF.mkdir(parents=True, exist_ok=True)
    too_large = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=PLAIN_TEXT)
        for language in sorted({shot.language for shot in shots}):
            with opened(browser, language) as house:
                for shot in (shot for shot in shots if shot.language == language):
                    size = take(browser, house, shot)
                    print(f"{shot.name}.png  {size / 1000:.0f} kB", flush=True)
                    too_large += [shot.name] * (size > LARGEST)
        browser.close()
    for name in too_large:
        print(f"{name}.png is over {LARGEST / 1000:.0f} kB: show less in it", file=sys.stderr)
    return 1 if too_large else 0


@contextmanager
def opened(browser: Browser, language: str) -> Iterator[House]:
    """Jalon with its sample in one language, its first run answered as far as the verdict."""
    with tempfile.TemporaryDirectory(prefix="jalon-pictures-") as folder, serving(Path(folder), language) as said:
        base = re.findall(r"ready: (\S+)/", said)[0]
        sample, link = re.findall(r"sample +(\S+)/", said)[0], re.findall(r"sign in +(\S+)", said)[0]
        person = browser.new_context(viewport=SIZES["wide"], locale=language, reduced_motion="reduce")
        page = person.new_page()
        page.goto(link)
        if page.url == link:
            page.locator("form button").first.click()
        page.goto(f"{base}/profile/")
        page.locator("[name=name]").fill(NAME)
        page.locator("form .button--primary").click()
        yield House(base, sample, person)
        person.close()


@contextmanager
def serving(data: Path, language: str) -> Iterator[str]:
    """`jalon up` in a folder of its own; gives what it said when ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"JALON_DATA": str(data), "PORT": str(port), "JALON_LANGUAGE": language, "DATABASE_URL": ""}
    log = data / "up.log"
    with log.open("wb") as out:
        up = subprocess.Popen([*JALON, "up"], env={**os.environ, **own}, stdout=out, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + PATIENCE
        while "Ctrl+C" not in log.read_text():
            if up.poll() is not None or time.monotonic() > until:
                sys.exit(f"Jalon did not start:\n{log.read_text()}")
            time.sleep(0.2)
        yield log.read_text()
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(30)


def take(browser: Browser, house: House, shot: Shot) -> int:
    """Take one picture; gives its bytes."""
    phone = {"has_touch": True, "is_mobile": True} if shot.size == "phone" else {}
    context = browser.new_context(
        viewport=SIZES[shot.size],
        color_scheme=shot.theme,
        locale=shot.language,
        reduced_motion="reduce",
        storage_state=house.person.storage_state(),
        **phone,
    )
    page = context.new_page()
    SCENES[shot.scene](page, house, shot.language)
    expect(page.locator("[data-behaviour]:not([data-attached])")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot(animations="disabled", caret="hide")))
    context.close()
    path = SHELF / f"{shot.name}.png"
    picture.convert("RGB").quantize(256).save(path, optimize=True)
    return path.stat().st_size


def _chromium() -> str:
    found = os.environ.get("JALON_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    return found or sys.exit("no Chromium: install the package “chromium”, or set JALON_CHROMIUM to its executable")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
