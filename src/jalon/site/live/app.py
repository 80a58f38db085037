"""The ASGI application: `GET /live/<workspace>/` is a stream of server-sent events, ids only."""

import json
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from jalon.site.live.gate import NotLetIn, workspace_of
from jalon.site.live.hub import Hub, Listener

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

ADDRESS = re.compile(r"/live/([-\w]+)/", re.ASCII)
MOST_LISTENERS = 5_000
HEARTBEAT_SECONDS = 15.0
CHECK_SECONDS = 60.0  # whoever signs out or leaves hears nothing more after so long
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx passes each event on at once
    (b"x-content-type-options", b"nosniff"),
]


class Live:
    """The application over a hub; `web` is where the web process listens."""

    def __init__(self, hub: Hub, *, web: tuple[str, int]) -> None:
        self._hub, self._web = hub, web

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live_on(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, send)

    async def _answer(self, scope: Scope, send: Send) -> None:
        headers, address = dict(scope["headers"]), ADDRESS.fullmatch(scope["path"])
        if address is None or scope["method"] != "GET":
            return await _refuse(send, 404, [])
        allowed = _cross_origin(headers)
        if allowed is None:
            return await _refuse(send, 403, [])
        if len(self._hub) >= MOST_LISTENERS:
            return await _refuse(send, 503, allowed)
        try:
            workspace = await workspace_of(address[1], headers, web=self._web)
        except NotLetIn as answer:
            return await _refuse(send, answer.status, allowed)
        listener = await self._hub.add(workspace)
        try:
            await send({"type": "http.response.start", "status": 200, "headers": STREAM + allowed})
            await self._tell(listener, address[1], headers, send)
        except (OSError, RuntimeError):  # the page is gone
            pass
        finally:
            self._hub.remove(listener)
        return None

    async def _tell(self, listener: Listener, slug: str, headers: dict[bytes, bytes], send: Send) -> None:
        await _write(send, b"retry: 2000\nevent: ready\ndata: {}\n\n")
        checked = time.monotonic()
        while True:
            changed = await listener.changed(patience=HEARTBEAT_SECONDS)
            if time.monotonic() - checked > CHECK_SECONDS:
                if not await self._still_in(slug, headers):
                    return await _write(send, b"event: gone\ndata: {}\n\n", more=False)
                checked = time.monotonic()
            await _write(send, _event(changed) if changed else b": still here\n\n")

    async def _still_in(self, slug: str, headers: dict[bytes, bytes]) -> bool:
        try:
            await workspace_of(slug, headers, web=self._web)
        except NotLetIn as answer:
            return answer.status == 503  # the web process is being restarted: the next check tells
        return True


def _event(changed: list[str]) -> bytes:
    return f"event: changed\ndata: {json.dumps({'subjects': changed})}\n\n".encode()


def _cross_origin(headers: dict[bytes, bytes]) -> list[tuple[bytes, bytes]] | None:
    """What lets pages of this same host, on Jalon's own port, read the stream; None for pages from elsewhere."""
    origin = headers.get(b"origin", b"")
    if not origin:
        return [] if headers.get(b"sec-fetch-site", b"same-origin") in {b"same-origin", b"none"} else None
    host = urlsplit(b"//" + headers.get(b"host", b"")).hostname
    if not host or urlsplit(origin).hostname != host:
        return None
    return [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


async def _refuse(send: Send, status: int, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*headers, (b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


async def _write(send: Send, words: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": words, "more_body": more})


async def _live_on(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
