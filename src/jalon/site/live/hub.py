"""Who listens to what, and the one task that looks for news for all of them."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID

from jalon.site.live.ledger import Ledger

LOOK_SECONDS = 0.25
AFTER_TROUBLE_SECONDS = 2.0
log = logging.getLogger("jalon.live")


class Listener:
    """One open page: the subjects that changed since it was last told, at most once each."""

    def __init__(self, workspace: UUID) -> None:
        self.workspace = workspace
        self._changed: set[str] = set()
        self._bell = asyncio.Event()

    def ring(self, subjects: list[str]) -> None:
        """Keep these for it."""
        self._changed.update(subjects)
        self._bell.set()

    async def changed(self, *, patience: float) -> list[str]:
        """What changed, as soon as something did; nothing after `patience` seconds."""
        try:
            await asyncio.wait_for(self._bell.wait(), patience)
        except TimeoutError:
            return []
        self._bell.clear()
        changed, self._changed = sorted(self._changed), set()
        return changed


class Hub:
    """The listeners of one process. Nobody listens: nothing is read."""

    def __init__(self, ledger: Callable[[], Ledger]) -> None:
        self._thread = ThreadPoolExecutor(1, "ledger")  # a connection belongs to the thread that opened it
        self._make_ledger = ledger
        self._ledger: Ledger | None = None
        self._listeners: set[Listener] = set()
        self._watch: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._listeners)

    async def add(self, workspace: UUID) -> Listener:
        """A listener that hears of everything committed from now on."""
        listener = Listener(workspace)
        self._listeners.add(listener)
        await self._in_thread(self._follow, self._workspaces())
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._look())
        return listener

    def remove(self, listener: Listener) -> None:
        """It hears no more."""
        self._listeners.discard(listener)

    async def _look(self) -> None:
        while self._listeners:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                news = await self._in_thread(self._news, self._workspaces())
            except Exception as trouble:  # the database is away, or was: pages ask by themselves meanwhile
                log.warning("cannot look for news: %s", trouble)
                await asyncio.sleep(AFTER_TROUBLE_SECONDS)
                continue
            for listener in self._listeners:
                if subjects := news.get(listener.workspace):
                    listener.ring(subjects)

    def _workspaces(self) -> set[UUID]:
        return {one.workspace for one in self._listeners}

    async def _in_thread[T](self, act: Callable[[set[UUID]], T], workspaces: set[UUID]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, act, workspaces)

    def _follow(self, workspaces: set[UUID]) -> Ledger:
        self._ledger = self._ledger or self._make_ledger()
        self._ledger.follow(workspaces, now=datetime.now(UTC))
        return self._ledger

    def _news(self, workspaces: set[UUID]) -> dict[UUID, list[str]]:
        ledger = self._follow(workspaces)
        try:
            return ledger.news()
        except Exception:
            ledger.close()
            raise
