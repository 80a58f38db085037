"""`jalon up`: the parent process and its two children, seen from outside."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jalon.site.config import load
from jalon.site.serve import _environment
from jalon.site.serve.child import RECYCLED, Child
from jalon.site.serve.port import CannotListen, check_port, free_port

PATIENCE_SECONDS = 120


@pytest.fixture
def port() -> int:
    return free_port(host="127.0.0.1", after=20_000 + os.getpid() % 20_000)


@pytest.fixture
def up(tmp_path: Path, port: int) -> Iterator["Up"]:
    running = Up(tmp_path, port)
    yield running
    running.close()


class Up:
    """A running `jalon up` in a data folder of its own."""

    def __init__(self, data: Path, port: int) -> None:
        start = (
            "import os; from jalon.site.config import load; from jalon.site.serve import serve;"
            "serve(load(os.environ), announce='Ready.')"
        )
        self.log = data / "up.log"
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-c", start],
            env={**os.environ, "JALON_DATA": str(data), "PORT": str(port), "DATABASE_URL": ""},
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
        )

    def says(self, words: str) -> bool:
        return words in self.log.read_text()

    def child(self, module: str) -> int | None:
        """The id of the child that runs `module`, directly below the parent."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except (OSError, IndexError):
                continue
            if parent == self.process.pid and module.encode() in words:
                return int(entry.name)
        return None

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def test_answers_restarts_what_dies_and_stops_clean(up: Up) -> None:
    assert _until(lambda: up.says("Ready."))
    assert _answers(up.port)
    first = {module: up.child(f"jalon.site.serve.{module}") for module in ("web", "worker")}

    for pid in first.values():
        os.kill(pid, signal.SIGKILL)

    assert _until(lambda: up.child("jalon.site.serve.worker") not in {None, first["worker"]})
    assert _until(lambda: up.child("jalon.site.serve.web") not in {None, first["web"]})
    assert _until(lambda: _answers(up.port))

    up.process.send_signal(signal.SIGTERM)

    assert up.process.wait(PATIENCE_SECONDS) == 0
    assert not _answers(up.port)
    check_port(host="127.0.0.1", port=up.port)


def test_leaves_nobody_behind_when_it_is_killed(up: Up) -> None:
    assert _until(lambda: up.says("Ready."))

    up.process.kill()
    up.process.wait()

    assert _until(lambda: not _answers(up.port))
    assert _until(lambda: _is_free(up.port))


def test_refuses_a_taken_port_and_says_which_one_is_free(up: Up, tmp_path: Path) -> None:
    assert _until(lambda: up.says("Ready."))
    (tmp_path / "second").mkdir()
    second = Up(tmp_path / "second", up.port)

    assert second.process.wait(PATIENCE_SECONDS) == 1
    assert second.says(f"port {up.port} is taken by another program")
    assert second.says("PORT=")


def test_names_the_remedy_for_an_address_of_another_machine() -> None:
    with pytest.raises(CannotListen, match="JALON_HOST must be an address of this machine"):
        check_port(host="192.0.2.1", port=8000)


@pytest.mark.parametrize(
    ("ends", "waits"),
    [("raise SystemExit(1)", True), (f"raise SystemExit({RECYCLED})", False), ("", True)],
)
def test_waits_before_a_restart_unless_the_child_asked_for_one(ends: str, waits: bool) -> None:
    child = Child("dummy", [sys.executable, "-c", ends])
    child.start(output=None)
    assert child.process is not None
    child.process.wait(PATIENCE_SECONDS)

    assert child.has_died()

    assert (child.start_at > time.monotonic()) is waits
    assert (child.quick_deaths > 0) is waits


def test_hands_every_setting_on_to_its_children(tmp_path: Path) -> None:
    company = {
        "id": "acme",
        "name": "L’Acmé",
        "domains": ["example.com"],
        "issuer": "https://id.example.com",
        "client_id": "jalon",
        "client_secret": "'\"hush",
    }
    written = {"JALON_DATA": str(tmp_path), "PORT": "9001", "JALON_DEBUG": "yes", "JALON_OIDC": json.dumps([company])}
    config = load(written)

    assert load(_environment(config)) == config


def _until(reached: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not reached():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return line.recv(4) == b"HTTP"
    except OSError:
        return False


def _is_free(port: int) -> bool:
    try:
        check_port(host="127.0.0.1", port=port)
    except CannotListen:
        return False
    return True
