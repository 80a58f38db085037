"""Who may listen: the web process is asked, with the visitor's own cookies, so that there is one judge."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

PASSED_ON = (b"cookie", b"host", b"x-forwarded-proto", b"x-forwarded-for", b"user-agent")
PATIENCE_SECONDS = 10.0


class NotLetIn(Exception):  # noqa: N818 - an answer
    """The web process says no, with this status; 503 when it does not answer."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


async def workspace_of(slug: str, headers: Mapping[bytes, bytes], *, web: tuple[str, int]) -> UUID:
    """The id of the workspace at `slug`, for a visitor who is a member of it. Raises NotLetIn."""
    asked = [f"GET /w/{slug}/live/ HTTP/1.0\r\n".encode(), b"Connection: close\r\nAccept: application/json\r\n"]
    asked += [name + b": " + headers[name] + b"\r\n" for name in PASSED_ON if name in headers]
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            answer = await _ask(b"".join(asked) + b"\r\n", web)
    except (OSError, TimeoutError):
        raise NotLetIn(503) from None
    status, body = _parts(answer)
    if status != 200:
        raise NotLetIn(status if status in {403, 404, 503} else 401)
    try:
        return UUID(json.loads(body)["workspace"])
    except (ValueError, KeyError):
        raise NotLetIn(503) from None


async def _ask(request: bytes, web: tuple[str, int]) -> bytes:
    reader, writer = await asyncio.open_connection(*web)
    try:
        writer.write(request)
        await writer.drain()
        return await reader.read()
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _parts(answer: bytes) -> tuple[int, bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    return (int(words[1]) if len(words) > 1 and words[1].isdigit() else 503), body
