"""Live events: what is read, who is told, who is let in, and what a page gets when it asks."""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connections

from jalon.deals.actions import edit_deal, log_note, move_stage, trash_deal
from jalon.kernel.db.notify import commit_stamp
from jalon.orgs.models import Membership
from jalon.orgs.roles import Scope
from jalon.site.live import app as live_app
from jalon.site.live.app import Live
from jalon.site.live.gate import NotLetIn
from jalon.site.live.hub import Hub
from jalon.site.live.ledger import Ledger
from jalon.site.serve.addresses import live_port
from tests.conftest import Cast
from tests.matrix_objects import AT, Scene

commits = pytest.mark.django_db(transaction=True)
LONG_AGO = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def scene(cast: Cast) -> Scene:
    scene = Scene(cast)
    assert scene.deal
    return scene


@pytest.fixture
def apart():
    """A connection of its own, as the live process has."""
    other = connections.create_connection("default")
    yield other
    other.close()


@commits
def test_changes_its_stamp_when_somebody_else_commits_and_only_then(cast: Cast, apart):
    before = commit_stamp(apart)
    unchanged = commit_stamp(apart)
    Membership.objects.filter(pk=cast.reader.pk).update(scope=Scope.OWN)

    assert unchanged == before
    assert commit_stamp(apart) != before


@commits
def test_tells_each_event_once_and_to_its_workspace_alone(scene: Scene, apart):
    here, elsewhere = scene.cast.workspace.pk, scene.cast.stranger.workspace_id
    ledger = Ledger(apart)
    ledger.follow({here, elsewhere}, now=datetime.now(UTC))
    assert ledger.news() == {}

    log_note(deal=scene.deal, text="Two seats", actor=scene.actor, at=AT)

    assert ledger.news() == {here: [f"deal:{scene.deal.pk}"]}
    assert ledger.news() == {}


@commits
def test_reads_nothing_while_nobody_commits(scene: Scene, apart):
    ledger = Ledger(apart)
    ledger.follow({scene.cast.workspace.pk}, now=datetime.now(UTC))
    ledger.news()
    asked: list[str] = []

    with apart.execute_wrapper(lambda run, sql, *rest: (asked.append(sql), run(sql, *rest))[1]):
        ledger.news()

    assert len(asked) == 1
    assert "timeline_event" not in asked[0]


@commits
def test_hears_of_an_event_that_was_committed_late(scene: Scene, apart):
    """An event dated before the last one that was told, seen only afterwards."""
    from jalon.timeline.models import Event

    here = scene.cast.workspace.pk
    ledger = Ledger(apart)
    ledger.follow({here}, now=datetime.now(UTC))
    log_note(deal=scene.deal, text="First", actor=scene.actor, at=AT)
    ledger.news()
    last = Event.objects.order_by("-recorded_at").first()
    late = {**{f.attname: getattr(last, f.attname) for f in Event._meta.fields}, "id": uuid4()}

    Event.objects.create(**{**late, "recorded_at": last.recorded_at - timedelta(seconds=3)})

    assert ledger.news() == {here: [f"deal:{scene.deal.pk}"]}


class Written:
    """A ledger that says what it is given."""

    def __init__(self, *news: dict[UUID, list[str]]) -> None:
        self.left = list(news)
        self.closed = 0

    def follow(self, workspaces: set[UUID], *, now: datetime) -> None:
        self.followed = workspaces

    def news(self) -> dict[UUID, list[str]]:
        if not self.left:
            return {}
        found = self.left.pop(0)
        if found is None:
            raise ConnectionError("gone")
        return found

    def close(self) -> None:
        self.closed += 1


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr("jalon.site.live.hub.LOOK_SECONDS", 0.001)
    monkeypatch.setattr("jalon.site.live.hub.AFTER_TROUBLE_SECONDS", 0.001)


def test_rings_those_of_the_workspace_and_goes_on_after_trouble():
    here, elsewhere = uuid4(), uuid4()
    ledger = Written(None, {here: ["deal:1"]}, {})

    async def listen():
        hub = Hub(lambda: ledger)
        mine, theirs = await hub.add(here), await hub.add(elsewhere)
        followed = ledger.followed
        heard = await mine.changed(patience=5), await theirs.changed(patience=0.02)
        hub.remove(mine), hub.remove(theirs)
        return heard, followed, len(hub)

    assert asyncio.run(listen()) == ((["deal:1"], []), {here, elsewhere}, 0)
    assert ledger.closed == 1


def visit(path: str = "/live/acme/", headers: Mapping[str, str] = {}, *, answer=None, checks=None, turns: int = 1):
    """What the application sends to one visitor, until `turns` pieces were written."""
    sent: list[dict] = []
    here = uuid4()

    async def judge(slug, _headers, *, web):
        if isinstance(answer, int):
            raise NotLetIn(answer)
        return here

    async def send(message):
        sent.append(message)
        if sum(one["type"].endswith("body") for one in sent) >= turns:
            raise OSError("closed")

    async def serve():
        live = Live(Hub(lambda: Written({here: ["deal:7"]})), web=("127.0.0.1", 1))
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await live({"type": "http", "method": "GET", "path": path, "headers": raw}, None, send)
        return len(live._hub)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live_app, "workspace_of", judge)
        try:
            left = asyncio.run(serve())
        except OSError:
            left = 0
    assert left == 0
    return sent


def test_streams_ids_alone_to_who_is_let_in():
    start, ready, changed = visit(turns=2)

    assert start["status"] == 200
    assert dict(start["headers"])[b"content-type"].startswith(b"text/event-stream")
    assert b"event: ready" in ready["body"]
    assert changed["body"] == b'event: changed\ndata: {"subjects": ["deal:7"]}\n\n'


@pytest.mark.parametrize("status", [401, 403, 404, 503])
def test_answers_as_the_web_process_does_to_who_is_not(status: int):
    start, end = visit(answer=status)

    assert (start["status"], end["body"]) == (status, b"")


@pytest.mark.parametrize("path", ["/", "/live/", "/live/a/b/", "/live/../acme/", "/live/a%20b/", "/live/a\r\nb/"])
def test_knows_no_other_address(path: str):
    assert visit(path)[0]["status"] == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "jalon.example:8001", "origin": "http://jalon.example:8000"}, 200),
        ({"host": "jalon.example:8001", "origin": "https://evil.example"}, 403),
        ({"host": "jalon.example:8001", "origin": "null"}, 403),
        ({"host": "jalon.example:8001", "sec-fetch-site": "cross-site"}, 403),
        ({"host": "jalon.example:8001", "sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_speaks_to_pages_of_its_own_host_alone(headers: dict[str, str], status: int):
    start = visit(headers=headers)[0]

    assert start["status"] == status
    allowed = dict(start["headers"]).get(b"access-control-allow-origin", b"").decode()
    assert allowed == (headers.get("origin", "") if status == 200 else "")


def test_is_found_at_jalons_own_address_behind_a_proxy():
    assert live_port({"LIVE_PORT": "8001"}, behind_proxy=False) == 8001
    assert live_port({"LIVE_PORT": "8001"}, behind_proxy=True) == 0
    assert live_port({}, behind_proxy=False) == 0


def news(cast: Cast, who: str, since: str = LONG_AGO):
    return json.loads(cast.client(who).get("/w/acme/live/", {"since": since}).content)


def test_says_who_did_what_to_a_deal(scene: Scene):
    second = scene.pipeline.stages.order_by("position")[1]
    move_stage(deal=scene.deal, to=second, actor=scene.actor, at=AT)

    last = news(scene.cast, "teammate")["news"][-1]

    assert (last["deal"], last["title"], last["who"]) == (str(scene.deal.pk), "Licences", "Olga")
    assert (last["did"], last["mine"]) == ("moved the deal", False)
    assert news(scene.cast, "owner")["news"][-1]["mine"]


def test_says_it_in_the_readers_language(scene: Scene):
    user = scene.cast.teammate.user
    user.language = "fr"
    user.save(update_fields=["language"])

    assert news(scene.cast, "teammate")["news"][-1]["did"] == "a créé l’affaire"


def test_names_what_the_viewer_may_not_see_by_its_id_alone(scene: Scene):
    Membership.objects.filter(pk=scene.cast.teammate.pk).update(scope=Scope.OWN)
    edit_deal(deal=scene.deal, changes={"owner": scene.cast.owner}, actor=scene.actor, at=AT)

    told = news(scene.cast, "teammate")["news"]

    assert {frozenset(one) for one in told} == {frozenset({"event", "deal"})}
    assert "Licences" not in json.dumps(told)


@pytest.mark.parametrize("since", ["", "yesterday", "2026-13-01T00:00:00Z", "2026-11-02", "9999-12-31T23:59:59+00:00"])
def test_has_no_news_since_a_moment_that_makes_no_sense(scene: Scene, since: str):
    assert news(scene.cast, "owner", since)["news"] == []


def test_says_when_there_is_too_much_to_tell(scene: Scene, monkeypatch):
    monkeypatch.setattr("jalon.site.live.views.MOST", 1)
    log_note(deal=scene.deal, text="Two", actor=scene.actor, at=AT)

    told = news(scene.cast, "owner")

    assert (told["more"], len(told["news"])) == (True, 1)


def card(scene: Scene, who: str = "teammate", **query: str):
    return scene.cast.client(who).get(f"/w/acme/deals/{scene.deal.pk}/card/", query, headers={"HX-Request": "true"})


def test_gives_the_card_where_it_stands_now_and_the_heads_that_changed(scene: Scene):
    first, second = scene.pipeline.stages.order_by("position")[:2]
    move_stage(deal=scene.deal, to=second, actor=scene.actor, at=AT)

    answer = card(scene, stage=str(first.pk))

    html = answer.content.decode()
    assert f'data-card="{scene.deal.pk}" data-stage="{second.pk}"' in html
    assert str(first.pk) in html
    assert answer["Jalon-Before"] == "last"


def test_gives_no_card_of_a_deal_that_left_or_does_not_pass_the_filters(scene: Scene):
    assert "data-card=" in card(scene).content.decode()
    assert "data-card=" not in card(scene, q="nothing like it").content.decode()

    trash_deal(deal=scene.deal, actor=scene.actor, at=AT)

    answer = card(scene)
    assert answer.status_code == 404 or "data-card=" not in answer.content.decode()


def test_page_says_where_to_listen(scene: Scene, settings):
    page = f"/w/acme/board/{scene.pipeline.pk}/"
    through_proxy = scene.cast.client("owner").get(page).content.decode()
    settings.LIVE_PORT = 8001

    direct = scene.cast.client("owner").get(page).content.decode()

    assert 'data-events="/live/acme/"' in through_proxy
    assert 'data-events="http://testserver:8001/live/acme/"' in direct


def test_asks_where_a_page_cannot_listen(scene: Scene, settings):
    settings.LIVE_PORT, settings.ALLOWED_HOSTS = 8952, ["[::1]"]

    page = scene.cast.client("owner").get(f"/w/acme/board/{scene.pipeline.pk}/", headers={"host": "[::1]:8951"})

    assert 'data-events=""' in page.content.decode()
