"""A Jalon that serves as `jalon up` does, and clients that speak to it as browsers do: cookies, CSRF, one line each."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from _seed import Book

TOKEN = "b" * 32  # any secret does: the cookie and the header have to be the same
START_SECONDS = 60


class Failed(Exception):  # noqa: N818 - an answer that the bench did not want
    """An answer with another status than asked for."""


class Client:
    """One person at one browser."""

    def __init__(self, port: int, book: Book) -> None:
        from django.conf import settings

        self.book, self.connection = book, http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        cookies = {settings.SESSION_COOKIE_NAME: book.session, settings.CSRF_COOKIE_NAME: TOKEN}
        self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}

    def get(self, rest: str) -> bytes:
        """A page of the book's workspace."""
        return self._ask("GET", rest, None, {}, (200,))

    def post(self, rest: str, fields: dict[str, object], *, htmx: bool = True) -> bytes:
        """A change, as htmx sends it."""
        headers = {"X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
        if htmx:
            headers |= {"HX-Request": "true", "HX-Current-URL": f"http://127.0.0.1{self.book.url(rest)}"}
        return self._ask("POST", rest, urlencode(fields, doseq=True), headers, (200, 204, 302))

    def _ask(self, method: str, rest: str, body: str | None, more: dict[str, str], wanted: tuple[int, ...]) -> bytes:
        self.connection.request(method, self.book.url(rest), body, self.headers | more)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in wanted:
            raise Failed(f"{method} {rest}: {answer.status} {content[:400]!r}")
        return content


@contextmanager
def timed_web() -> Iterator[int]:
    """The port of a web process alone, whose write transactions `_timed.py` times; killed with -9 at the end."""
    from django.db import connections

    from jalon.site.serve.child import Child

    connections.close_all()
    port = free_port()
    words = f"--host=127.0.0.1 --port={port} --workers=1 --threads=4 --log-level=error".split()
    web = Child("web", [sys.executable, str(Path(__file__).parent / "_timed.py"), *words])
    web.start(output=None)
    try:
        wait_until_served(port, web.process)
        yield port
    finally:
        web.signal(signal.SIGKILL)
        web.process.wait()


@contextmanager
def serving(*, workers: int = 1, threads: int = 4) -> Iterator[int]:
    """Web server and job worker for the length of the `with`; gives the port."""
    from django.db import connections

    connections.close_all()
    port = free_port()
    options = f"--host=127.0.0.1 --port={port} --workers={workers} --threads={threads} --log-level=warning".split()
    command = [sys.executable, "-m", "jalon.site.serve", *options, "--log-format=text", "--announce="]
    environment = {**os.environ, "PORT": str(port), "JALON_LOG_LEVEL": "warning"}
    server = subprocess.Popen(command, env=environment, stdout=sys.stderr, stdin=subprocess.DEVNULL)
    try:
        wait_until_served(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_served(port: int, server: subprocess.Popen[bytes] | None) -> None:
    """Return when somebody listens on the port; end the bench when the server dies or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and (server is None or server.poll() is None):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    sys.exit("the server did not start")


def side_by_side(clients: int, act: Callable[[int], None], seconds: float) -> list[float]:
    """Let each of `clients` threads call `act(its number)` again and again; gives the seconds each call took."""
    taken: list[list[float]] = [[] for _ in range(clients)]
    problems: list[BaseException] = []
    end = time.monotonic() + seconds

    def work(number: int) -> None:
        try:
            while time.monotonic() < end and not problems:
                began = time.perf_counter()
                act(number)
                taken[number].append(time.perf_counter() - began)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return [one for some in taken for one in some]
