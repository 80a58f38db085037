"""The parent: starts its children, tells their lines apart, restarts them, and stops them together."""

import os
import selectors
import signal
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

from jalon.site.serve.child import Child

TICK = 0.1
GRACE_SECONDS = 30.0
TOO_MANY_DEATHS = 5


class Supervisor:
    """Keeps `children` alive until told to stop; `run` gives the exit code.

    With `prefix`, their lines are marked with who wrote them; without, they write straight to our output.
    The first child has the machine to itself until `answers` says yes: then `announce` is printed, and the others
    start.
    """

    def __init__(self, children: Sequence[Child], *, prefix: bool, announce: str, answers: Callable[[], bool]) -> None:
        self._children = list(children)
        self._prefix = prefix
        self._announce = announce
        self._answers = answers
        self._selector = selectors.DefaultSelector()
        self._unfinished: dict[int, bytes] = {}
        self._stops = 0
        self._is_ready = False
        self._width = max(len(child.name) for child in self._children)

    def run(self) -> int:
        """Until SIGINT or SIGTERM (0), or until a child dies again and again (1). A second signal kills."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask_to_stop)
        while not self._stops:
            self._listen(TICK)
            self._notice_the_first_answer()
            if hopeless := self._tend():
                self._say(f"{hopeless.name} died {TOO_MANY_DEATHS} times in a row: see its last lines above")
                self._stop()
                return 1
        self._stop()
        return 0

    def _tend(self) -> Child | None:
        for child in self._children:
            if child.process and child.has_died():
                self._say(f"{child.name} ended with {child.process.returncode}")
                child.process = None
                if child.quick_deaths >= TOO_MANY_DEATHS:
                    return child
            may_start = self._is_ready or child is self._children[0]
            if child.process is None and may_start and time.monotonic() >= child.start_at:
                self._start(child)
        return None

    def _start(self, child: Child) -> None:
        if not self._prefix:
            child.start(output=None)
            return
        reads, writes = os.pipe()
        child.start(output=writes)
        os.close(writes)
        self._selector.register(reads, selectors.EVENT_READ, child.name)

    def _notice_the_first_answer(self) -> None:
        if self._is_ready or self._children[0].process is None or not self._answers():
            return
        self._is_ready = True
        if self._announce:
            _print(self._announce)

    def _listen(self, seconds: float) -> None:
        if not self._selector.get_map():
            time.sleep(seconds)
            return
        for key, _ in self._selector.select(seconds):
            self._pass_on(key.fd, str(key.data))

    def _pass_on(self, source: int, name: str) -> None:
        heard = os.read(source, 65536)
        *lines, rest = (self._unfinished.pop(source, b"") + heard).split(b"\n")
        if heard:
            self._unfinished[source] = rest
        else:
            lines += [rest] if rest else []
            self._selector.unregister(source)
            os.close(source)
        for line in lines:
            self._write(name, line.decode(errors="replace"))

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stops += 1

    def _stop(self) -> None:
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self._children:
            child.signal(signal.SIGTERM)
        while self._alive() and time.monotonic() < deadline and self._stops < 2:
            self._listen(0.05)
        for child in self._children:
            child.signal(signal.SIGKILL)
        while self._selector.get_map() and self._selector.select(0.05):
            self._listen(0)

    def _alive(self) -> bool:
        return any(child.process and child.process.poll() is None for child in self._children)

    def _say(self, words: str) -> None:
        self._write("jalon", words)

    def _write(self, name: str, line: str) -> None:
        _print(f"{name:<{self._width}} | {line}")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
