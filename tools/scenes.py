"""What the pictures of the documentation show: each scene leads a page to where it is taken."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, expect

FIRST_RUN = {  # what is typed on each screen, up to the verdict
    "start": {"en": ["1"], "fr": ["2"]},
    "start/company": {"en": ["Morin Works"], "fr": ["Ateliers Morin"]},
    "company": [],
    "market": {
        "en": ["1", "Tab", "Maintenance software", "Tab", "48000"],
        "fr": ["1", "Tab", "Logiciel de maintenance", "Tab", "48000"],
    },
    "words": ["1", "1", "1"],
    "q1": ["2", "1", "1"],
    "q2": ["2", "2"],
    "q3": ["3"],
    "q4": ["3", "1", "2"],
    "defines": ["4"],
}
PASTED = {
    "en": """Deal\tCompany\tStage\tAmount\tExpected close
Press monitoring\tThornmere Glass\tQualification\t48,000.00\t2027-01-18
Digital rounds\tBrindlewick Castings\tDiscovery\t31,500.00\t2027-01-15
Stock audit\tMarrowdale Dairy\tPresentation\tabout 12k\t2027-02-01
Service contract\tLarkspurn Cables\tQualification\t9,800.00\t31/02/2027
Team training\tOakenmoor Timber\tWon\t9,800.00\t2026-11-02
""",
    "fr": """Affaire\tSociété\tÉtape\tMontant\tSignature prévue
Suivi des presses\tVerrerie de Caumont\tQualification\t48 000,00\t18/01/2027
Rondes numériques\tFonderie Brivet\tDécouverte\t31 500,00\t15/01/2027
Audit de stock\tLaiterie des Aulnes\tPrésentation\tdans les 12k\t01/02/2027
Contrat de service\tCâbles Larroque\tQualification\t9 800,00\t31/02/2027
Formation\tScierie du Haut-Doubs\tGagnée\t9 800,00\t02/11/2026
""",
}


@dataclass(frozen=True)
class House:
    """A running Jalon, and the person who signed in to it."""

    base: str
    sample: str
    person: BrowserContext


def board(page: Page, house: House, _language: str) -> None:
    """The board of the sample."""
    page.goto(f"{house.sample}/board/")


def list_(page: Page, house: House, _language: str) -> None:
    """The list of the sample."""
    page.goto(f"{house.sample}/list/")


def home(page: Page, house: House, _language: str) -> None:
    """The home of the sample."""
    page.goto(f"{house.sample}/")


def deal(page: Page, house: House, language: str) -> None:
    """The first deal of the fourth column."""
    board(page, house, language)
    page.locator("[data-column]").nth(3).locator("[data-card-link]").first.click()
    page.wait_for_url("**/deals/**")


def gate(page: Page, house: House, language: str) -> None:
    """What the fifth stage still asks of a deal that one wants to take further."""
    board(page, house, language)
    column = page.locator("[data-column]").nth(4)
    column.locator("[data-card]").filter(has_text=re.compile(r"✓ [0-3]/\d")).first.locator("[data-card-link]").click()
    page.wait_for_url("**/deals/**")
    expect(page.locator("[data-behaviour]:not([data-attached])")).to_have_count(0)
    page.keyboard.press("s")
    expect(page.locator("#sheet-body .criterion").first).to_be_visible()


def question(page: Page, house: House, language: str) -> None:
    """The third of the four questions, answered, with the pipeline beside it."""
    page.goto(f"{_first_run(house, language)}/q3/")


def verdict(page: Page, house: House, language: str) -> None:
    """How the company sells, in words."""
    page.goto(f"{_first_run(house, language)}/verdict/")


def import_(page: Page, house: House, language: str) -> None:
    """The dry run of a few rows, of which some cannot be read."""
    page.goto(f"{house.sample}/imports/new/")
    page.locator("[name=pasted]").fill(PASTED[language])
    for step in ("files", "columns", "words", "check"):
        page.locator(".form__actions .button--primary").first.click()
        page.wait_for_url(f"**/{step}/")


SCENES: dict[str, Callable[[Page, House, str], None]] = {
    "board": board,
    "list": list_,
    "home": home,
    "deal": deal,
    "gate": gate,
    "question": question,
    "verdict": verdict,
    "import": import_,
}
_runs: dict[str, str] = {}


def _first_run(house: House, language: str) -> str:
    """The address of a first run, answered up to its verdict by keyboard the first time it is asked for."""
    if house.base in _runs:
        return _runs[house.base]
    page = house.person.new_page()
    page.goto(f"{house.base}/start/")
    for step, keys in FIRST_RUN.items():
        page.wait_for_url(f"**/{step}/")
        expect(page.locator(":focus")).to_have_count(1)
        for key in keys[language] if isinstance(keys, dict) else keys:
            page.keyboard.press(key) if len(key) == 1 or key == "Tab" else page.keyboard.type(key)
        page.keyboard.press("Enter")
    page.wait_for_url("**/verdict/")
    _runs[house.base] = page.url.removesuffix("/verdict/")
    page.close()
    return _runs[house.base]
