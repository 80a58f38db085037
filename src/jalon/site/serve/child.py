"""One process under watch: started, restarted after a while when it dies, stopped with all it started."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

RECYCLED = 75  # the exit code by which a worker asks for a fresh process
STEADY_SECONDS = 30.0
LONGEST_WAIT = 30.0


@dataclass
class Child:
    """A command to keep running."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    quick_deaths: int = 0
    start_at: float = 0.0
    _started_at: float = 0.0
    _lifelines: list[int] = field(default_factory=list)

    def start(self, *, output: int | None) -> None:
        """Start it in a group of its own; it dies with us, by the pipe that is its standard input."""
        reads, writes = os.pipe()
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command, stdin=reads, stdout=output, stderr=output, process_group=0
        )
        os.close(reads)
        self._cut_lifelines()
        self._lifelines = [writes]
        self._started_at = time.monotonic()

    def has_died(self) -> bool:
        """Notice a death: end what it left behind, and set `start_at` to when it may start again."""
        if self.process is None or self.process.poll() is None:
            return False
        self.signal(signal.SIGKILL)
        lived = time.monotonic() - self._started_at
        asked_for = self.process.returncode == RECYCLED
        self.quick_deaths = 0 if asked_for or lived > STEADY_SECONDS else self.quick_deaths + 1
        wait = min(0.5 * 2 ** (self.quick_deaths - 1), LONGEST_WAIT) if self.quick_deaths else 0.0
        self.start_at = time.monotonic() + wait
        self._cut_lifelines()
        return True

    def signal(self, number: signal.Signals) -> None:
        """Send to it (SIGKILL: to its whole group)."""
        if self.process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            if number is signal.SIGKILL:
                os.killpg(self.process.pid, number)
            else:
                self.process.send_signal(number)

    def _cut_lifelines(self) -> None:
        for end in self._lifelines:
            os.close(end)
        self._lifelines = []
