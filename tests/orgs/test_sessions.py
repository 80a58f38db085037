"""Where one is signed in: shown in words, ended one by one or all others; a new password ends the others too."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from jalon.orgs.sessions import NOTED, device_words, sessions_of
from tests.orgs.at_the_door import PASSWORD, is_in

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Mobile Safari/604.1"
EDGE = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"


def signed_in(agent=FIREFOX, address="192.0.2.1"):
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    client.post("/sign-in/", {"login": "olga@example.com", "password": PASSWORD})
    return client


def session_of(client):
    return UserSession.objects.get(session_key=client.session.session_key)


def test_lists_devices_in_words_this_one_first(person):
    signed_in(IPHONE, "2001:db8::7")
    here = signed_in()

    lines = here.get("/profile/security/").context["sessions"]

    assert [(line.device, line.address, line.is_current) for line in lines] == [
        ("Firefox on Windows", "192.0.2.1", True),
        ("Safari on iPhone", "2001:db8::7", False),
    ]


@pytest.mark.parametrize(
    ("agent", "words"),
    [(FIREFOX, "Firefox on Windows"), (EDGE, "Edge on macOS"), ("curl/8.5", "curl"), ("", "An unknown device")],
)
def test_knows_devices(agent, words):
    assert device_words(agent) == words


def test_signs_out_one_of_them(person):
    there, here = signed_in(IPHONE), signed_in()

    here.post(f"/profile/sessions/{session_of(there).pk}/end/")

    assert (is_in(there), is_in(here)) == (False, True)


def test_signs_out_all_others(person):
    others, here = [signed_in(), signed_in(IPHONE)], signed_in()

    here.post("/profile/sessions/others/end/")

    assert [is_in(client) for client in others] == [False, False]
    assert is_in(here)
    assert UserSession.objects.count() == 1


def test_does_not_reach_another_persons_session(person, cast):
    mine = signed_in()
    is_in(mine)

    answer = cast.client("teammate").post(f"/profile/sessions/{session_of(mine).pk}/end/")

    assert answer.status_code == 404
    assert is_in(mine)


def test_ends_the_others_with_a_new_password(person):
    there, here, new = signed_in(IPHONE), signed_in(), "quarante-deux hirondelles"

    here.post("/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (is_in(there), is_in(here)) == (False, True)
    assert len(sessions_of(type(person).objects.get(pk=person.pk), current="")) == 1


def test_notes_its_last_use_every_five_minutes_and_when_the_address_changes(person):
    client = signed_in()
    is_in(client)
    first = session_of(client).last_seen_at
    is_in(client)

    assert session_of(client).last_seen_at == first
    client.get("/profile/", REMOTE_ADDR="192.0.2.9")
    assert session_of(client).ip == "192.0.2.9"

    moved = session_of(client).last_seen_at
    session = client.session
    session[NOTED] = ((moved - timedelta(minutes=6)).timestamp(), session[NOTED][1])
    session.save()
    client.get("/profile/", REMOTE_ADDR="192.0.2.9")
    assert session_of(client).last_seen_at > moved
