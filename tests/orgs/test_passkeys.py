"""Passkeys in a real browser, with an authenticator of its own: made, asked for alone and as a second step, removed."""

from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from playwright.sync_api import expect

from jalon.timeline.queries import history
from tests.chromium import WIDE, watched
from tests.orgs.at_the_door import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person(person, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return person


@contextmanager
def device(chromium, live_server, *, checks_person=True):
    """A page on a device with a built-in authenticator."""
    with watched(chromium, base_url=live_server.url, **WIDE) as page:
        protocol = page.context.new_cdp_session(page)
        protocol.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": checks_person,
            "isUserVerified": checks_person,
            "automaticPresenceSimulation": True,
        }
        protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        yield page


def sign_in(page):
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill("olga@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def make_passkey(page, *, alone=True):
    page.goto("/profile/passkeys/new/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Sign in with it alone").set_checked(alone)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def sign_out(page):
    page.context.clear_cookies()


def test_signs_in_with_the_passkey_alone(chromium, live_server, person, cast):
    with device(chromium, live_server) as page:
        sign_in(page)
        make_passkey(page)
        sign_out(page)

        page.goto("/sign-in/?next=/profile/")
        page.get_by_role("button", name="Sign in with a passkey").click()

        expect(page.get_by_role("heading", name="My profile")).to_be_visible()
        page.goto("/profile/security/")
        expect(page.get_by_text("My laptop passkey, alone or as second step")).to_be_visible()
        added = history(cast.owner, subjects=[("member", cast.owner.pk)], kinds={"member.second_step_added"})
        assert {entry.particulars["kind"] for entry in added} == {"webauthn", "recovery_codes"}


def test_asks_for_the_passkey_after_the_password(chromium, live_server, person):
    with device(chromium, live_server, checks_person=False) as page:
        sign_in(page)
        make_passkey(page, alone=False)
        sign_out(page)

        sign_in(page)
        expect(page.get_by_role("heading", name="Second step")).to_be_visible()
        page.get_by_role("button", name="Use my passkey").click()

        page.wait_for_url("**/w/acme/**")
        assert Authenticator.objects.get(type="webauthn").last_used_at is not None


def test_does_not_take_another_persons_device(chromium, live_server, person):
    with device(chromium, live_server) as page:
        sign_in(page)
        make_passkey(page)
    with device(chromium, live_server) as page:
        page.goto("/sign-in/")
        page.get_by_role("button", name="Sign in with a passkey").click()

        expect(page.get_by_text("No passkey was given")).to_be_visible()
        expect(page).to_have_url(f"{live_server.url}/sign-in/")


def test_confirms_by_the_passkey_and_removes_it(chromium, live_server, person):
    with device(chromium, live_server) as page:
        sign_in(page)
        make_passkey(page)
        sign_out(page)
        person.set_unusable_password()
        person.save()
        page.goto("/sign-in/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/w/acme/**")

        page.goto(f"/profile/passkeys/{Authenticator.objects.get(type='webauthn').pk}/removal/")
        page.get_by_role("link", name="Use my passkey instead").click()
        page.get_by_role("button", name="Use my passkey").click()
        page.get_by_role("button", name="Remove").click()

        expect(page.get_by_role("heading", name="Security")).to_be_visible()
        assert Authenticator.objects.count() == 0


@pytest.mark.parametrize("credential", ["", "{}", "[]", '"x"', '{"response": {"userHandle": "AAAA"}}'])
def test_refuses_what_is_no_passkey(person, credential):
    client = Client()

    answer = client.post("/sign-in/passkey/", {"credential": credential})

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    assert client.get("/profile/").status_code == 302
