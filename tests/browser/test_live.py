"""Two people at two browsers: what one does shows at the other's within a second, without taking anything from them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils.csp import CSP
from playwright.sync_api import Page, expect

from jalon.deals.actions import create_deal, edit_deal, log_note, move_stage, trash_deal
from jalon.deals.models import Deal
from jalon.kernel.clock import now
from jalon.orgs.models import Membership
from jalon.orgs.roles import Scope
from jalon.site.serve.port import free_port
from tests.browser.conftest import Enter, Look
from tests.matrix_objects import Scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HIDE = """hidden => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
PATIENCE_SECONDS = 120
SOON = 1_500  # milliseconds: a second is promised, and the machine may be busy


class LiveProcess:
    """The live process of `jalon up`, on the database of the test."""

    def __init__(self, web: str) -> None:
        self.web, self.port = web, free_port(host="127.0.0.1", after=21_000 + os.getpid() % 20_000)
        self.start()

    def start(self) -> None:
        reads, self.lifeline = os.pipe()
        command = [sys.executable, "-m", "jalon.site.live", "--host=127.0.0.1"]
        name = django_settings.DATABASES["default"]["NAME"]
        self.process = subprocess.Popen(
            [*command, f"--live-port={self.port}", f"--web={self.web}"],
            stdin=reads,
            env={**os.environ, "DATABASE_URL": f"sqlite:///{name}"},
            process_group=0,
        )
        os.close(reads)
        self.wait_until_it_listens()

    def wait_until_it_listens(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the live process does not listen")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.lifeline)


@pytest.fixture
def live(live_server, settings) -> Iterator[LiveProcess]:
    assert connection.vendor == "sqlite"
    process = LiveProcess(live_server.url.removeprefix("http://"))
    settings.LIVE_PORT = process.port
    settings.SECURE_CSP = {
        **settings.SECURE_CSP,
        "connect-src": [CSP.SELF, f"http://localhost:{process.port}", f"http://127.0.0.1:{process.port}"],
    }
    yield process
    if process.process.poll() is None:
        process.kill()


@pytest.fixture
def scene(cast) -> Scene:
    scene = Scene(cast)
    assert scene.deal
    return scene


@pytest.fixture
def board(live: LiveProcess, scene: Scene, enter: Enter, visit: Callable[[Page, str], Page]) -> Page:
    """Tom's board, in French, listening; what Olga does is done by her actions."""
    page = visit(enter(scene.cast.teammate.user, Look(language="fr")), f"/w/acme/board/{scene.pipeline.pk}/")
    is_listening(page)
    return page


def is_listening(page: Page) -> None:
    expect(page.locator("[data-live=listening]")).to_have_count(1, timeout=30_000)


def card(page: Page, deal: Deal, stage) -> object:
    return page.locator(f'[data-column="{stage.pk}"] [data-card="{deal.pk}"]')


def stages(scene: Scene):
    return list(scene.pipeline.stages.order_by("position")[:3])


def test_moves_the_card_and_says_who_did(board: Page, scene: Scene):
    first, second, _ = stages(scene)
    expect(card(board, scene.deal, first)).to_be_visible()

    move_stage(deal=scene.deal, to=second, actor=scene.actor, at=now())

    expect(card(board, scene.deal, second)).to_be_visible(timeout=SOON)
    expect(board.locator(f'[data-column="{first.pk}"] .column__head')).to_contain_text("0")
    expect(board.locator("#live")).to_have_text("Olga a déplacé l’affaire : Licences.")


def test_brings_new_deals_and_takes_those_away_that_left(board: Page, scene: Scene):
    first = stages(scene)[0]

    fresh = create_deal(pipeline=scene.pipeline, title="Fresh", actor=scene.actor, at=now())

    expect(card(board, fresh, first)).to_be_visible(timeout=SOON)

    trash_deal(deal=fresh, actor=scene.actor, at=now())
    expect(card(board, fresh, first)).to_have_count(0, timeout=SOON)


def test_leaves_the_focus_and_a_lifted_card_alone(board: Page, scene: Scene):
    first, second, _ = stages(scene)
    mine = create_deal(pipeline=scene.pipeline, title="Mine", actor=scene.cast.actor("teammate"), at=now())
    expect(card(board, mine, first)).to_be_visible(timeout=SOON)
    card(board, mine, first).locator("[data-card-link]").focus()
    board.keyboard.press("Space")

    move_stage(deal=scene.deal, to=second, actor=scene.actor, at=now())
    board.wait_for_timeout(SOON)

    expect(card(board, scene.deal, first)).to_be_visible()
    expect(board.locator("[data-carried]")).to_have_count(1)
    board.keyboard.press("Escape")
    expect(card(board, scene.deal, second)).to_be_visible(timeout=SOON)
    expect(card(board, mine, first).locator("[data-card-link]")).to_be_focused()


def test_shows_a_deal_no_more_that_became_somebody_elses(live, scene: Scene, enter, visit):
    Membership.objects.filter(pk=scene.cast.teammate.pk).update(scope=Scope.OWN)
    by = {"actor": scene.actor, "at": now()}
    mine = create_deal(pipeline=scene.pipeline, title="Mine", owner=scene.cast.teammate, **by)
    page = visit(enter(scene.cast.teammate.user), f"/w/acme/board/{scene.pipeline.pk}/")
    is_listening(page)

    edit_deal(deal=mine, changes={"owner": scene.cast.owner}, **by)

    expect(card(page, mine, stages(scene)[0])).to_have_count(0, timeout=SOON)


def test_draws_a_record_anew_and_waits_for_who_is_writing(live, scene: Scene, enter, visit):
    page = visit(enter(scene.cast.teammate.user), f"/w/acme/deals/{scene.deal.pk}/")
    is_listening(page)

    log_note(deal=scene.deal, text="They want two more seats.", actor=scene.actor, at=now())
    expect(page.get_by_text("They want two more seats.")).to_be_visible(timeout=SOON)

    page.locator("#record textarea").first.fill("I am writing")
    log_note(deal=scene.deal, text="And a third.", actor=scene.actor, at=now())

    expect(page.locator("[data-live-changed]")).to_contain_text("Changed by Olga.", timeout=SOON)
    expect(page.get_by_text("And a third.")).to_have_count(0)
    expect(page.locator("#record textarea").first).to_have_value("I am writing")
    page.locator("[data-live-show]").click()
    expect(page.get_by_text("And a third.")).to_be_visible()
    expect(page.locator("[data-live-changed]")).to_have_count(0)


def test_says_so_in_french_too(live, scene: Scene, enter, visit):
    page = visit(enter(scene.cast.teammate.user, Look(language="fr")), f"/w/acme/deals/{scene.deal.pk}/")
    is_listening(page)
    page.locator("#record textarea").first.fill("J’écris")

    log_note(deal=scene.deal, text="And a third.", actor=scene.actor, at=now())

    expect(page.locator("[data-live-changed]")).to_contain_text("Modifié par Olga.", timeout=SOON)
    expect(page.locator("[data-live-show]")).to_have_text("Montrer")


@pytest.fixture
def hasty(monkeypatch) -> Callable[[Page], None]:
    """Ask every half second where no stream is, and look for it every second."""

    def hasten(page: Page) -> None:
        def answer(route):
            body = route.fetch().text().replace("ASK_EVERY = 10_000", "ASK_EVERY = 500")
            route.fulfill(body=body.replace("TRY_AGAIN = 30_000", "TRY_AGAIN = 1_000"), content_type="text/javascript")

        page.context.route("**/ui/js/live*.js", answer)

    return hasten


@pytest.mark.server_breaks
def test_asks_by_itself_without_the_process_and_listens_again_after_its_restart(
    scene: Scene, chromium, live_server, live, settings, hasty
):
    from django.test import Client

    from tests.browser.conftest import BACKEND
    from tests.chromium import WIDE, watched

    second = stages(scene)[1]
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(scene.cast.teammate.user, backend=BACKEND)
    with watched(chromium, server_breaks=True, base_url=live_server.url, **WIDE) as page:
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        hasty(page)
        page.goto(f"/w/acme/board/{scene.pipeline.pk}/")
        is_listening(page)

        live.kill()
        expect(page.locator("[data-live=polling]")).to_have_count(1)
        move_stage(deal=scene.deal, to=second, actor=scene.actor, at=now())
        expect(card(page, scene.deal, second)).to_be_visible(timeout=5_000)

        live.start()
        is_listening(page)
        deal = Deal.objects.get(pk=scene.deal.pk)
        edit_deal(deal=deal, changes={"title": "Renamed"}, actor=scene.actor, at=now())
        expect(card(page, deal, second)).to_contain_text("Renamed", timeout=SOON)


def test_keeps_no_connection_for_a_tab_that_nobody_sees(board: Page, scene: Scene):
    board.evaluate(HIDE, True)
    expect(board.locator("[data-live=asleep]")).to_have_count(1)
    move_stage(deal=scene.deal, to=stages(scene)[1], actor=scene.actor, at=now())

    board.evaluate(HIDE, False)

    expect(card(board, scene.deal, stages(scene)[1])).to_be_visible(timeout=SOON)
