"""The whole first run in a browser, by keyboard alone, to a deal that passes a gate on the board it made."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from jalon.deals.actions import create_deal
from jalon.deals.models import Deal, Pipeline, StageVisit
from jalon.desk.models import FirstRun
from jalon.kernel.clock import now
from jalon.kernel.jobs.testing import run_pending_now
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership, User, Workspace
from tests.browser.conftest import Look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILES = Path(__file__).parent / "files"


@dataclass(frozen=True)
class Words:
    """What the screens say in one language."""

    key: str
    company: str
    offer: str
    verdict: str
    reason: str
    proof: str
    book: str
    lacks: str
    printed: str


FRENCH = Words(
    key="2",
    company="Ateliers Morin",
    offer="Logiciel de maintenance",
    verdict="Vente entrante, en équipe",
    reason="Deux des vôtres portent chaque vente, avec un passage de relais systématique",
    proof="Les critères ont été mesurés",
    book="affaires.csv",
    lacks="sans prochaine action",
    printed="Comment nous vendons",
)
ENGLISH = Words(
    key="1",
    company="Morin Works",
    offer="Maintenance software",
    verdict="Inbound, sold as a team",
    reason="Two of your people carry each sale, with a systematic hand-off",
    proof="The criteria have been measured",
    book="deals.csv",
    lacks="without a next step",
    printed="How we sell",
)
languages = pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])


class Walker:
    """Someone before the screens who never touches the mouse."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base

    def at(self, step: str) -> None:
        """Wait for a screen, its keys and its focus."""
        self.page.wait_for_url(f"**/{step}/")
        expect(self.page.locator("[data-first-run]")).to_be_visible()
        expect(self.page.locator(":focus")).to_have_count(1)

    def keys(self, *keys: str) -> None:
        """Press keys, or write where more than one sign is given."""
        for key in keys:
            self.page.keyboard.press(key) if len(key) == 1 or key in ("Enter", "Tab", "Backspace") else self.write(key)

    def write(self, text: str) -> None:
        """Write into the field that has the focus."""
        self.page.keyboard.type(text)

    def answer(self, step: str, *keys: str) -> None:
        """Answer one screen and go on."""
        self.at(step)
        self.keys(*keys, "Enter")


@pytest.fixture
def walker(page: Page, live_server) -> Walker:
    """A new user, signed in, before an empty house."""
    user = User.objects.create_user(email="new@example.com", name="Camille Morel")
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/")
    return Walker(page, live_server.url)


@languages
def test_leads_to_a_board_whose_gates_hold(walker: Walker, words: Words):
    page = walker.page
    tell_of_the_company(walker, words)
    answer_the_four_questions(walker)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.verdict)
    expect(page.get_by_text(words.reason)).to_be_visible()
    walker.answer("verdict")
    tell_how_they_buy(walker, words)
    publish(walker)
    import_the_book(walker, words)
    expect(page.locator(".lacks__line", has_text=words.lacks)).to_contain_text("2")
    page.locator(".lacks__line", has_text=words.lacks).click()
    expect(page.locator("tbody tr")).to_have_count(2)

    walker.page.goto(f"{walker.base}/w/{slug()}/how-we-sell/")
    expect(page.get_by_role("heading", level=1)).to_have_text(words.printed)
    expect(page.get_by_role("heading", level=2, name=words.verdict)).to_be_visible()

    pass_a_gate(walker)


@languages
def test_asks_a_nameless_owner_in_the_browsers_language(enter, live_server, words: Words):
    """As after the very first start of an installation: nobody has said anything yet."""
    owner = User.objects.create_user(email="owner@example.com")
    language = "fr" if words is FRENCH else "en"
    page = enter(owner, Look(language))
    User.objects.filter(pk=owner.pk).update(language="en")
    page.goto("/start/")
    walker = Walker(page, live_server.url)

    walker.at("start")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(f"input[value={language}]")).to_be_checked()
    walker.keys("Enter")
    walker.answer("start/company", "Camille Morel", "Tab", words.company)
    walker.at("company")

    assert User.objects.values_list("name", "language").get() == ("Camille Morel", language)
    assert Workspace.objects.get().name == words.company


def test_bears_hurried_fingers(enter, live_server):
    """Digits and Enter without a breath, motion on: the console stays silent (`watched` reads it)."""
    page = enter(User.objects.create_user(email="new@example.com", name="Camille Morel"))
    page.emulate_media(reduced_motion="no-preference")
    page.goto("/start/")
    walker = Walker(page, live_server.url)
    tell_of_the_company(walker, ENGLISH)

    answer_the_four_questions(walker)

    assert FirstRun.objects.get().answers["q4_tailored"] == "partly"


def test_comes_back_to_the_same_screen_and_goes_back_by_keyboard(walker: Walker):
    page = walker.page
    tell_of_the_company(walker, ENGLISH)
    walker.at("q1")
    walker.keys("4")
    expect(page.locator("#beside")).to_contain_text("Prospect")

    page.goto(f"{walker.base}/w/{slug()}/first-run/")
    walker.at("q1")

    expect(page.get_by_label("We find most of them")).to_be_checked()
    walker.keys("Backspace")
    walker.at("words")


def test_says_what_is_missing_and_stays(walker: Walker):
    tell_of_the_company(walker, ENGLISH)
    walker.answer("q1")

    walker.at("q1")
    expect(walker.page.get_by_text("Choose an answer.")).to_be_visible()


def test_draws_only_what_an_answer_adds(walker: Walker):
    page = walker.page
    tell_of_the_company(walker, ENGLISH)
    walker.at("q1")
    expect(page.locator(".sketch__head")).to_have_count(0)

    walker.keys("2")
    expect(page.locator(".sketch__head")).to_have_count(7)
    walker.keys("Enter")
    walker.answer("q2", "2")
    walker.at("q3")
    walker.keys("3")

    expect(page.locator(".sketch__head")).to_have_count(8)
    expect(page.locator(".sketch__column[data-new] .sketch__head")).to_have_text("Research")


def test_lets_one_choose_another_model(walker: Walker):
    page = walker.page
    tell_of_the_company(walker, ENGLISH)
    answer_the_four_questions(walker)

    page.locator("summary", has_text="I choose otherwise").press("Enter")
    walker.keys("2")

    expect(page.get_by_role("radio", name="Inbound sales")).to_be_checked()
    expect(page.locator("#beside")).to_contain_text("Inbound sale")
    walker.keys("Enter")
    walker.at("trigger")
    assert FirstRun.objects.get().answers["overrule"] == "inbound"


def tell_of_the_company(walker: Walker, words: Words) -> None:
    walker.answer("start", words.key)
    walker.answer("start/company", words.company)
    walker.answer("company")
    walker.answer("market", "1", "Tab", words.offer, "Tab", "48000")
    walker.answer("words", "1", "1", "1")


def answer_the_four_questions(walker: Walker) -> None:
    walker.answer("q1", "2", "1", "1")
    walker.answer("q2", "2", "2")
    walker.answer("q3", "3")
    walker.answer("q4", "3", "1", "2")
    walker.answer("defines", "4")
    walker.at("verdict")


def tell_how_they_buy(walker: Walker, words: Words) -> None:
    walker.answer("trigger", "1", "3")
    walker.answer("circle", "1", "2", "3")
    walker.answer("compare", "2")
    walker.at("proof")
    walker.keys("4")
    expect(walker.page.locator("[data-new]", has_text=words.proof)).to_be_visible()
    walker.keys("Enter")
    walker.answer("reassure", "2", "3")
    walker.answer("sign", "2")


def publish(walker: Walker) -> None:
    walker.answer("pipelines")
    walker.answer("stages")
    walker.answer("target", "3", "Tab", "1200000")
    walker.answer("publish")
    walker.answer("book", "1")


def import_the_book(walker: Walker, words: Words) -> None:
    """A file of seven deals, five of them open; what it leaves out is told at the end."""
    page, onward = walker.page, walker.page.locator(".form__actions .button--primary")
    page.wait_for_url("**/imports/new/")
    page.locator("input[type=file]").set_input_files(FILES / words.book)
    onward.click()
    for step in ("files", "columns", "words"):
        page.wait_for_url(f"**/{step}/")
        onward.click()
    page.wait_for_url("**/check/")
    run_pending_now()
    page.reload()
    onward.click()
    page.wait_for_url(lambda url: "/check/" not in url)
    run_pending_now()
    page.locator(f'.content a[href="/w/{slug()}/first-run/ready/"]').click()
    page.wait_for_url("**/first-run/ready/")
    assert Deal.objects.filter(outcome="open").count() == 5


def pass_a_gate(walker: Walker) -> None:
    """A deal at its proof is refused the next stage until its three required criteria are met."""
    page, deal = walker.page, deal_at("PROVE")
    page.goto(f"{walker.base}/w/{slug()}/board/")
    expect(page.locator("[data-behaviour]:not([data-attached])")).to_have_count(0)
    card = page.locator(f'[data-card="{deal.pk}"]:not(.card-ghost)')
    card.locator("[data-card-link]").focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    unmet = page.locator("#sheet-body .criterion[data-policy=required] select")
    expect(unmet).to_have_count(3)
    assert Deal.objects.get(pk=deal.pk).stage.key == "PROVE"

    for select in unmet.all():
        select.select_option("buyer")
    page.locator("#sheet-body .button--primary").press("Enter")

    reassure = deal.pipeline.stages.get(key="REASSURE").pk
    expect(page.locator(f'[data-column="{reassure}"]').locator(f'[data-card="{deal.pk}"]')).to_be_visible()
    expect(page.locator("#sheet-body")).not_to_be_visible()
    assert Deal.objects.get(pk=deal.pk).stage.key == "REASSURE"
    assert StageVisit.objects.get(deal=deal, left_at=None).how == "advance"


def deal_at(stage: str) -> Deal:
    member = Membership.objects.select_related("workspace").get()
    pipeline = Pipeline.objects.get()
    place = pipeline.stages.get(key=stage)
    return create_deal(
        pipeline=pipeline, title="Pilot", stage=place, one_off_minor=4_800_000, actor=Actor(member), at=now()
    )


def slug() -> str:
    return Workspace.objects.get().slug
