"""Live events: who is told, and who is let in."""

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from jalon.site.live import app as live_app
from jalon.site.live.app import Live
from jalon.site.live.gate import NotLetIn
from jalon.site.live.hub import Hub
from jalon.site.serve.addresses import live_port


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


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """What it gives, from a thread of its own: a browser of other tests may keep a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


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

    assert run(listen()) == ((["deal:1"], []), {here, elsewhere}, 0)
    assert ledger.closed == 1


def visit(path: str = "/live/acme/", headers: Mapping[str, str] = {}, *, answer=None, turns: int = 1):
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
            left = run(serve())
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
