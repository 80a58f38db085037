"""A second step at the door: an app's code, a recovery code; their secrets sealed with a key that can change."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from jalon.kernel.clock import now
from jalon.kernel.secrets import keyring, keys_in_use, new_key, reseal_all
from jalon.orgs.actions import make_sign_in_link
from jalon.orgs.second_factor import has_second_factor
from tests.orgs.at_the_door import PASSWORD, is_in


def sign_in(client=None):
    client = client or Client()
    client.post("/sign-in/", {"login": "olga@example.com", "password": PASSWORD})
    return client


def confirmed(person):
    """Signed in, and having just told the password again."""
    client = sign_in()
    client.post("/confirm/password/", {"password": PASSWORD})
    return client


def code_for(secret, step=0):
    counter = list(yield_hotp_counters_from_time())[1 + step]
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture
def with_app(person):
    """The client and the secret of a person whose app was just set up."""
    client = confirmed(person)
    page = client.get("/profile/app/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page)[1]
    client.post("/profile/app/", {"code": code_for(secret)})
    return client, secret


def test_asks_for_the_code_after_the_password(with_app):
    _client, secret = with_app
    late = sign_in()

    assert not is_in(late)
    refused = late.post("/sign-in/code/", {"code": "000000"})
    assert "That is not right" in refused.content.decode()
    assert not is_in(late)

    late.post("/sign-in/code/", {"code": code_for(secret)})
    assert is_in(late)


def test_takes_a_code_once(with_app):
    _client, secret = with_app
    first, second, code = sign_in(), sign_in(), code_for(secret)

    first.post("/sign-in/code/", {"code": code})
    second.post("/sign-in/code/", {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)


def test_takes_each_recovery_code_once(with_app):
    client, _secret = with_app
    page = client.get("/profile/recovery-codes/").content.decode()
    codes = re.findall(r"<li>(\d{8})</li>", page)
    first, second = sign_in(), sign_in()

    first.post("/sign-in/code/", {"code": codes[3]})
    second.post("/sign-in/code/", {"code": codes[3]})

    assert len(set(codes)) == 10
    assert (is_in(first), is_in(second)) == (True, False)


def test_stops_a_guesser_of_codes(with_app):
    _client, secret = with_app
    guesser = sign_in()

    statuses = [guesser.post("/sign-in/code/", {"code": f"{guess:06}"}).status_code for guess in range(5)]
    late = guesser.post("/sign-in/code/", {"code": code_for(secret)})

    assert statuses == [200] * 5
    assert late.status_code == 429
    assert not is_in(guesser)


@pytest.mark.parametrize(
    ("page", "guess"), [("/confirm/password/", {"password": "guess"}), ("/profile/app/", {"code": "000000"})]
)
def test_stops_a_guesser_who_is_signed_in(person, page, guess):
    client = confirmed(person)

    statuses = [client.post(page, guess).status_code for _time in range(6)]

    assert statuses == [200] * 5 + [429]


def test_asks_those_who_come_by_a_link_too(with_app):
    person = Authenticator.objects.first().user
    token, client = make_sign_in_link(user=person, at=now()), Client()

    answer = client.post(f"/sign-in/{token}/")

    assert answer["Location"] == "/sign-in/code/"
    assert not is_in(client)


def test_wants_the_password_again_before_it_changes_anything(person):
    client = sign_in()

    answer = client.get("/profile/app/")

    assert answer["Location"] == "/confirm/password/?next=%2Fprofile%2Fapp%2F"
    assert not has_second_factor(person)


def test_does_without_the_app_when_it_is_removed(with_app):
    client, _secret = with_app

    client.post("/profile/app/removal/")

    assert Authenticator.objects.count() == 0
    assert is_in(sign_in())


def test_keeps_no_secret_in_the_clear(with_app):
    client, secret = with_app
    codes = re.findall(r"<li>(\d{8})</li>", client.get("/profile/recovery-codes/").content.decode())
    kept = str(list(Authenticator.objects.values()))

    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_keeps_no_secret_in_the_clear_while_it_waits_for_its_first_code(person):
    client = confirmed(person)
    page = client.get("/profile/app/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page)[1]

    assert secret not in str(dict(client.session))


def test_seals_everything_anew_when_the_key_changes(with_app, settings):
    _client, secret = with_app
    old, new = keyring(), new_key()
    settings.SECRETS_KEYS = [new, *settings.SECRETS_KEY_FILE.read_text().split()]

    counts = reseal_all()
    settings.SECRETS_KEYS = [new]

    assert old.names != keyring().names
    assert counts["second factors"] == 2
    assert keys_in_use() == {keyring().names[0]: 2}
    assert reseal_all()["second factors"] == 0
    late = sign_in()
    late.post("/sign-in/code/", {"code": code_for(secret)})
    assert is_in(late)


def test_says_that_a_key_was_lost(with_app, settings):
    (name,) = keyring().names
    settings.SECRETS_KEYS = [new_key()]
    late = sign_in()

    answer = late.post("/sign-in/code/", {"code": "123456"})

    assert answer.status_code == 503
    assert f"sealed with the key {name}, which this installation does not have" in answer.content.decode()
    assert not is_in(late)
