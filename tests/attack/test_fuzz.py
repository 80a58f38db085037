"""Every address with hostile values in its query, its body and its own parameters: refused or bent, never broken.

There is no schema to run schemathesis against yet: the API brings one.
"""

import random
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.attack.hostile import SLUGS, VALUES, filled, names_in, names_read
from tests.conftest import Cast
from tests.matrix_objects import Scene
from tests.test_access_matrix import ROUTES, Route

ROUNDS = 3
FORM = "application/x-www-form-urlencoded"
OF_TOKENS = {"accounts:join", "accounts:sign_in_link", "account_reset_password_from_key"}
HEALTH = {"live", "ready", "worker"}  # they answer 503 where something is not as it should be
FUZZED = [route for route in ROUTES if route.name not in OF_TOKENS | HEALTH]


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return Scene(cast)


@pytest.fixture
def owner(cast: Cast) -> Client:
    client = cast.client("owner")
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("route", FUZZED, ids=lambda route: route.name)
def test_bears_whatever_is_sent(route: Route, scene: Scene, owner: Client):
    """All at one scene: each request is taken back."""
    for send in (_with_any_query, _with_any_form, _with_one_field_wrong, _with_files_for_words_and_words_for_files):
        send(route, scene, owner)


@pytest.mark.parametrize("route", [route for route in FUZZED if route.objects], ids=lambda route: route.name)
def test_has_nothing_at_an_address_that_is_wrong(route: Route, scene: Scene, owner: Client):
    right = route.url(scene)
    for place, part in enumerate(parts := right.strip("/").split("/")):
        for wrong in ("00000000-0000-0000-0000-000000000000", *SLUGS, "%00", "..%2f", quote("é😀")):
            if len(part) < 30 and part not in {"title", "name", "csv", "q1", "deals", "acme"}:
                continue
            url = "/" + "/".join([*parts[:place], wrong, *parts[place + 1 :]]) + "/"
            answer = _apart(lambda url=url: owner.get(url))
            assert answer.status_code < 500, url


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Current-URL": "::not an address::[", "HX-Request": "true"},
        {"HX-Current-URL": "http://[::1/board/?q=%00", "HX-Request": "true"},
        {"HX-Current-URL": "http://testserver/board/?least=9e99&q=" + "x" * 5000, "HX-Request": "true"},
        {"Accept-Language": "fr;q=x,,;" + "a" * 3000},
        {"Cookie": "theme=<script>; sidebar=\x7f; jalon=../../x"},
        {"X-Forwarded-For": "'; --, 1.2.3.4" * 100},
        {"Referer": "javascript:alert(1)"},
        {"If-Modified-Since": "99999999999999", "If-None-Match": '"' * 50, "Range": "bytes=9-1"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_bears_hostile_headers(headers: dict[str, str], scene: Scene, owner: Client):
    for name in ("deals:board", "deals:deal", "deals:card", "deals:process"):
        route = next(route for route in ROUTES if route.name == name)
        url = route.url(scene)
        assert _apart(lambda url=url: owner.get(url, headers=headers)).status_code < 500, name


def _with_any_query(route: Route, scene: Scene, owner: Client) -> None:
    url, chance = route.url(scene), random.Random(route.name)
    names = {*names_read(), "page", "next", "sort"}

    for _ in range(ROUNDS):
        query = filled(names, chance)
        answer = _apart(lambda query=query: owner.get(url, _sendable(query)))
        assert answer.status_code < 500, (url, query)


def _with_any_form(route: Route, scene: Scene, owner: Client) -> None:
    url, chance, body = route.url(scene), random.Random(route.name), route.body(scene)
    page = _apart(lambda: owner.get(url))
    names = names_in(_text(page)) | set(body)

    for turn in range(ROUNDS):
        known = body if turn % 2 else {}
        sent = _sendable({**filled(names | set(names_read()), chance), **dict(list(known.items())[: turn // 2])})
        headers = {"HX-Request": "true"} if turn % 3 else {}
        answer = _apart(lambda sent=sent, headers=headers: owner.post(url, sent, headers=headers))
        assert answer.status_code < 500, (url, sent)


def _with_one_field_wrong(route: Route, scene: Scene, owner: Client) -> None:
    """What would have worked, but for one field."""
    url, body, chance = route.url(scene), route.body(scene), random.Random(route.name)

    for name in body:
        for value in chance.sample(VALUES, 4):
            answer = _apart(lambda name=name, value=value: owner.post(url, _sendable({**body, name: value})))
            assert answer.status_code < 500, (url, name, value)


def _with_files_for_words_and_words_for_files(route: Route, scene: Scene, owner: Client) -> None:
    url, body = route.url(scene), route.body(scene)
    files = {name: SimpleUploadedFile("../../x.csv", b"\x00\xff") for name in {*body, "file", "files", "text"}}

    assert _apart(lambda: owner.post(url, files)).status_code < 500
    assert _apart(lambda: owner.post(url, b"{not json", content_type="application/json")).status_code < 500
    assert _apart(lambda: owner.post(url, b"\xff\xfe=%zz", content_type=FORM)).status_code < 500
    assert (
        _apart(lambda: owner.post(url, b"--x\r\nbroken", content_type="multipart/form-data; boundary=x")).status_code
        < 500
    )
    for method in ("put", "patch", "delete", "options", "head", "trace"):
        assert _apart(lambda method=method: getattr(owner, method)(url)).status_code < 500, method


def _apart(act):
    """Do it, and leave nothing behind."""
    with transaction.atomic():
        answer = act()
        if getattr(answer, "streaming", False):
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def _text(answer) -> str:
    return "" if answer.streaming else answer.content.decode(errors="replace")


def _sendable(values: dict[str, object]) -> dict[str, object]:
    """Half a surrogate pair cannot be written in UTF-8: browsers send U+FFFD in its place."""

    def plain(value):
        if isinstance(value, list):
            return [plain(one) for one in value]
        return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value

    return {name: plain(value) for name, value in values.items()}
