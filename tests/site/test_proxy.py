"""`jalon up` behind nginx, with the example that we ship: what visitors, files and addresses look like through it."""

import http.client
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.site.behind_nginx import NGINX, Place, Visitor


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    if NGINX is None:
        pytest.skip("nginx is not installed")
    place = Place(tmp_path_factory.mktemp("proxy"))
    try:
        place.start()
        yield place
    finally:
        place.stop()


@pytest.fixture(scope="module")
def owner(place: Place) -> Visitor:
    """The first person, come in by the link that `jalon up` printed."""
    visitor = place.visitor()
    assert visitor.post(place.sign_in_link()).status == 302
    return visitor


@pytest.fixture
def home(place: Place, owner: Visitor) -> str:
    """The address of a workspace."""
    slug = re.search(rb'href="/w/([\w-]+)/', owner.get("/workspaces/").text)  # type: ignore[attr-defined]
    assert slug
    return f"/w/{slug[1].decode()}/"


def test_sends_plain_http_to_tls(place: Place) -> None:
    line = http.client.HTTPConnection("127.0.0.1", place.plain)
    line.request("GET", "/sign-in/", headers={"Host": f"localhost:{place.tls}"})
    answer = line.getresponse()

    assert answer.status == 301
    assert answer.getheader("Location") == f"https://localhost:{place.tls}/sign-in/"


def test_keeps_cookies_and_browsers_to_tls(owner: Visitor) -> None:
    answer = owner.get("/workspaces/")

    assert answer.status == 200
    assert answer.getheader("Strict-Transport-Security") == "max-age=31536000"
    session = owner.cookies["__Host-jalon"]
    assert (session["secure"], session["httponly"], session["path"]) == (True, True, "/")


def test_writes_links_that_begin_with_the_public_address(place: Place, owner: Visitor, home: str) -> None:
    fields = {"email": "ann@example.com", "role": "seller", "scope": "all"}
    token = re.search(rb'csrfmiddlewaretoken" value="(\w+)"', owner.get(f"{home}members/").text)  # type: ignore[attr-defined]
    assert token
    body = urlencode({"csrfmiddlewaretoken": token[1].decode(), **fields}).encode()

    answer = owner.ask("POST", f"{home}invitations/", body, **owner.of_form("application/x-www-form-urlencoded"))

    assert answer.status == 200
    assert f"https://localhost:{place.tls}/join/".encode() in answer.text  # type: ignore[attr-defined]


def test_counts_wrong_passwords_by_the_visitors_own_address(place: Place) -> None:
    hasty, calm = place.visitor("127.0.0.2"), place.visitor("127.0.0.3")

    def is_slowed(visitor: Visitor, times: int) -> bool:
        answers = [visitor.post("/sign-in/", login=f"n{n}@example.com", password="wrong") for n in range(times)]
        return answers[-1].status == 429

    assert is_slowed(hasty, 11)
    assert not is_slowed(calm, 1)


def test_believes_nothing_that_a_visitor_claims(place: Place) -> None:
    liar = place.visitor("127.0.0.4")
    claims = {
        "X-Forwarded-For": "192.0.2.1",
        "X-Forwarded-Host": "evil.example",
        "X-Request-ID": "chosen-by-the-visitor",
    }

    answer = liar.get("/sign-in/", **claims, Forwarded="for=192.0.2.1")

    assert re.fullmatch("[0-9a-f]{32}", answer.getheader("X-Request-ID") or "")
    assert b"evil.example" not in answer.text  # type: ignore[attr-defined]


def test_sends_static_files_compressed_and_for_good(owner: Visitor) -> None:
    page = owner.get("/workspaces/").text  # type: ignore[attr-defined]
    style = re.search(rb'href="(/static/ui/css/app\.[0-9a-f]+\.css)"', page)
    assert style

    answer = owner.get(style[1].decode(), **{"Accept-Encoding": "gzip"})

    assert answer.getheader("Content-Encoding") == "gzip"
    assert "immutable" in (answer.getheader("Cache-Control") or "")


def test_sends_pages_compressed(owner: Visitor, home: str) -> None:
    answer = owner.get(f"{home}board/", **{"Accept-Encoding": "gzip"})

    assert (answer.status, answer.getheader("Content-Encoding")) == (200, "gzip")


def test_takes_a_large_file(owner: Visitor, home: str) -> None:
    rows = b"".join(b"Seats %06d;Bois et Fils %06d;%s\n" % (n, n, b"x" * 80) for n in range(120_000))

    answer = owner.upload(f"{home}imports/new/", "book.csv", b"Deal;Company;Notes\n" + rows)

    assert len(rows) > 12_000_000
    assert answer.status == 302
    assert b"book.csv" in owner.get(answer.getheader("Location") or "").text  # type: ignore[attr-defined]


def test_refuses_a_file_over_the_limit_before_it_travels(place: Place) -> None:
    visitor = place.visitor()
    visitor.line.putrequest("POST", "/sign-in/")
    visitor.line.putheader("Content-Length", str(201 * 2**20))
    visitor.line.endheaders()

    assert visitor.line.getresponse().status == 413


def test_shows_metrics_to_this_machine_and_not_through_the_proxy(place: Place) -> None:
    inside = http.client.HTTPConnection("127.0.0.1", place.web)
    inside.request("GET", "/metrics")
    answer = inside.getresponse()

    assert answer.status == 200
    assert b"jalon_requests_total" in answer.read()
    assert place.visitor().get("/metrics").status == 404
