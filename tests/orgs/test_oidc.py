"""Signing in by one's company through OpenID Connect, against a real provider that runs beside the test."""

import json
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from oidc_provider_mock import User as Person
from oidc_provider_mock import run_server_in_thread

from jalon.orgs.models import Membership, User
from jalon.orgs.roles import Role
from jalon.site.config import load
from jalon.timeline.queries import history
from tests.orgs.at_the_door import is_in

PEOPLE = {
    "olga": {"email": "Olga@example.com", "email_verified": True, "name": "Olga"},
    "tom": {"email": "tom@example.com", "email_verified": False, "name": "Tom"},
    "new": {"email": "nora@example.com", "email_verified": True, "name": "Nora Petit"},
    "far": {"email": "olga@elsewhere.example", "email_verified": True, "name": "Olga"},
}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args, **_kwargs):
        return None


@pytest.fixture(scope="module")
def provider():
    """The address of a provider that knows these people."""
    people = [Person(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def company(provider, settings, tmp_path):
    """Jalon told of the provider, as an operator writes it down."""

    def told(**changes):
        written = {
            "id": "acme-id",
            "name": "Acme ID",
            "issuer": provider,
            "client_id": "jalon",
            "client_secret": "s3cret",
            "domains": ["Example.com"],
            **changes,
        }
        config = load({"JALON_DATA": str(tmp_path), "JALON_OIDC": json.dumps([written])})
        settings.SOCIALACCOUNT_PROVIDERS = config.providers()
        settings.SIGN_IN_RULES = {each.id: each.rule() for each in config.oidc}
        return settings.SOCIALACCOUNT_PROVIDERS["oidc"]["APPS"][0]

    told()
    return told


def ask(client, *, after=""):
    """Where Jalon sends the browser."""
    return client.get(f"/sign-in/by/acme-id/{after}")["Location"]


def answer(question, who, **changes):
    """Where the provider sends it back, after `who` signed in there; `changes` falsify the question on its way."""
    parts = urlsplit(question)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changes
    url = urlunsplit(parts._replace(query=urlencode(query)))
    request = urllib.request.Request(url, data=urlencode({"sub": who}).encode())  # noqa: S310 - our own server
    try:
        urllib.request.build_opener(_NoRedirect).open(request, timeout=10)
    except urllib.error.HTTPError as response:
        return response.headers["Location"].removeprefix("http://testserver")
    raise AssertionError("the provider did not send the browser back")


def come(client, who, **changes):
    return client.get(answer(ask(client), who, **changes))


def test_knows_a_person_by_a_verified_address(cast, company):
    client = Client()

    back = come(client, "olga")

    assert (back.status_code, back["Location"]) == (302, "/")
    assert client.get("/profile/").context["user"] == cast.owner.user
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid, account.extra_data) == (cast.owner.user, "acme-id", "olga", {})
    assert not SocialToken.objects.exists()


def test_knows_them_again_when_their_address_here_changed(cast, company):
    come(Client(), "olga")
    User.objects.filter(pk=cast.owner.user_id).update(email="olga@new.example")
    client = Client()

    come(client, "olga")

    assert client.get("/profile/").context["user"] == cast.owner.user


def test_leads_back_to_where_one_was_going_but_nowhere_else(cast, company):
    here, elsewhere = Client(), Client()

    good = here.get(answer(ask(here, after="?next=/w/acme/members/"), "olga"))
    bad = elsewhere.get(answer(ask(elsewhere, after="?next=https://evil.example/"), "olga"))

    assert (good["Location"], bad["Location"]) == ("/w/acme/members/", "/")


@pytest.mark.parametrize(
    ("who", "words"),
    [("tom", "gave no verified address"), ("far", "gave no verified address"), ("new", "nobody has invited you")],
)
def test_links_nobody_by_an_address_that_nobody_verified_or_of_another_domain(cast, company, who, words):
    client, before = Client(), User.objects.count()

    back = come(client, who)

    assert (back.status_code, words in back.content.decode()) == (403, True)
    assert not is_in(client)
    assert (SocialAccount.objects.count(), User.objects.count()) == (0, before)


def test_takes_the_companys_word_for_addresses_when_told_so(cast, company):
    company(trusts_addresses=True)
    client = Client()

    come(client, "tom")

    assert client.get("/profile/").context["user"] == cast.teammate.user


def test_admits_people_whom_nobody_invited_when_told_so(cast, company):
    company(admit=True, workspace="acme", role="viewer")
    client = Client()

    come(client, "new")

    member = Membership.objects.get(user__email="nora@example.com")
    assert (member.workspace, member.role, member.user.name) == (cast.workspace, Role.VIEWER, "Nora Petit")
    assert not member.user.has_usable_password()
    assert client.get("/w/acme/members/").status_code == 200
    (event,) = history(cast.owner, subjects=[("member", member.pk)])
    assert (event.verb, event.particulars) == ("member.admitted", {"role": "viewer", "provider": "acme-id"})


def test_refuses_an_answer_with_another_nonce(cast, company):
    client = Client()

    back = come(client, "olga", nonce="of-another-question")

    assert (back.status_code, "could not be trusted" in back.content.decode()) == (403, True)
    assert not is_in(client)


def test_refuses_an_answer_without_a_nonce(cast, company):
    client = Client()

    back = come(client, "olga", nonce="")

    assert back.status_code == 403
    assert not is_in(client)


def test_refuses_another_issuer(cast, company):
    company()["settings"]["issuer"] = "https://id.acme.example"
    client = Client()

    assert come(client, "olga").status_code == 403
    assert not is_in(client)


def test_refuses_a_signature_by_other_keys(cast, company):
    with run_server_in_thread() as other:
        keys = {"jwks_uri": f"http://localhost:{other.server_port}/jwks"}
        company()["settings"]["openid_configuration_overrides"] = keys
        client = Client()

        assert come(client, "olga").status_code == 403
        assert not is_in(client)


def test_takes_an_answer_once_and_from_the_browser_that_asked(cast, company):
    asker, thief = Client(), Client()
    back = answer(ask(asker), "olga")

    assert thief.get(back).status_code == 403
    asker.get(back)
    again = Client()
    again.cookies = asker.cookies
    again.post("/sign-out/")

    assert again.get(back).status_code == 403
    assert (is_in(thief), is_in(again)) == (False, False)


def test_connects_no_account_to_a_person_who_is_signed_in(cast, company):
    client = cast.client("teammate")

    back = client.get(answer(ask(client, after="?process=connect"), "olga"))

    assert back.status_code == 403
    assert not SocialAccount.objects.exists()


def test_lets_nobody_take_an_address_of_the_companys_domain(cast, company):
    client = cast.client("stranger")

    refused = client.post("/profile/address/", {"email": "nora@example.com"})

    assert refused.status_code == 422
    assert User.objects.get(pk=cast.stranger.user_id).email == "stan@example.com"


def test_offers_the_company_on_the_sign_in_page_and_hides_its_secret(company, db):
    page = Client().get("/sign-in/?next=/w/acme/").content.decode()

    assert 'href="/sign-in/by/acme-id/?next=/w/acme/"' in page
    assert "Sign in with Acme ID" in page
    assert "s3cret" not in page


def test_knows_no_other_company(db, company):
    assert Client().get("/sign-in/by/evil/").status_code == 404
