"""API keys: shown once, kept as a hash, bound to a member and to scopes, counted, revoked."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from jalon.deals.actions import create_deal, publish
from jalon.kernel.clock import now
from jalon.kernel.errors import NotAllowed
from jalon.orgs import keys as keys_module
from jalon.orgs.actions import ApiKeyRefused, create_api_key, edit_workspace, leave_workspace, revoke_api_key
from jalon.orgs.actor import Door
from jalon.orgs.keys import FAILURES_A_MINUTE, USES_A_MINUTE, KeyRefused, TooOften, actor_for
from jalon.orgs.models import ApiKey, User
from jalon.orgs.roles import Can
from jalon.process import load_pipeline
from jalon.timeline.models import Event
from jalon.timeline.queries import history
from tests.at_once import at_once

HERE = "192.0.2.1"


@pytest.fixture(autouse=True)
def nobody_failed_yet(db):
    cache.clear()


@pytest.fixture
def make(cast, noon):
    def make(who="owner", *, scopes=("read",), days=30, at=noon):
        return create_api_key(name="Report", scopes=scopes, days=days, actor=cast.actor(who), at=at)

    return make


def come(token, at, *, workspace="acme", address=HERE):
    return actor_for(f"Bearer {token}", workspace=workspace, address=address, at=at)


def test_knows_the_member_the_door_and_the_scopes(cast, make, noon):
    _key, token = make("teammate", scopes=["read", "write"])

    actor = come(token, noon)

    assert (actor.member, actor.door) == (cast.teammate, Door.API)
    assert actor.may(Can.EXPORT)
    assert actor.may(Can.MOVE_DEALS)
    assert not actor.may(Can.MANAGE_MEMBERS)


def test_lets_a_key_do_no_more_than_its_scopes_even_for_an_owner(cast, make, noon):
    actor = come(make(scopes=["read"])[1], noon)

    with pytest.raises(NotAllowed, match="This key does not allow that"):
        edit_workspace(changes={"name": "Mine"}, edit=1, actor=actor, at=noon)
    with pytest.raises(NotAllowed):
        create_api_key(name="Child", scopes=["read"], days=1, actor=actor, at=noon)

    assert type(cast.workspace).objects.get(pk=cast.workspace.pk).name == "Acme"
    assert ApiKey.objects.count() == 1


def test_keeps_no_token(make):
    _key, token = make()

    kept = str(ApiKey.objects.values().get())

    assert re.fullmatch(r"jalon_[0-9a-f]{8}_[\w-]{43}", token)
    assert token.split("_", 2)[2] not in kept


def test_refuses_what_is_no_key_of_this_workspace(cast, make, noon):
    key, token = make()
    wrong = [
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        f"jalon_{key.prefix}_",
        "jalon_00000000_x",
        key.token_hash,
        "",
    ]

    for guess in wrong:
        with pytest.raises(KeyRefused):
            come(guess, noon)
    with pytest.raises(KeyRefused):
        come(token, noon, workspace="elsewhere")
    with pytest.raises(KeyRefused):
        actor_for(f"Basic {token}", workspace="acme", address=HERE, at=noon)

    assert ApiKey.objects.get().last_used_at is None


def test_refuses_it_when_its_time_is_over_or_its_member_gone(cast, make, noon):
    _key, token = make("teammate", days=30)

    assert come(token, noon + timedelta(days=30, seconds=-1)).member == cast.teammate
    with pytest.raises(KeyRefused):
        come(token, noon + timedelta(days=30))
    User.objects.filter(pk=cast.teammate.user_id).update(is_active=False)
    with pytest.raises(KeyRefused):
        come(token, noon)
    User.objects.filter(pk=cast.teammate.user_id).update(is_active=True)
    leave_workspace(actor=cast.actor("teammate"), at=noon)
    with pytest.raises(KeyRefused):
        come(token, noon)


def test_refuses_it_once_revoked(cast, make, noon):
    key, token = make("teammate")

    revoke_api_key(key=key, actor=cast.actor("owner"), at=noon)

    with pytest.raises(KeyRefused):
        come(token, noon)
    with pytest.raises(ApiKeyRefused):
        revoke_api_key(key=key, actor=cast.actor("owner"), at=noon)
    assert ApiKey.objects.get().revoked_by == cast.owner


def test_lets_nobody_revoke_anothers_key_but_who_manages_members(cast, make, noon):
    key, token = make("owner")

    with pytest.raises(NotAllowed):
        revoke_api_key(key=key, actor=cast.actor("teammate"), at=noon)

    assert come(token, noon).member == cast.owner


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": " "}, "name"), ({"scopes": []}, "scopes"), ({"scopes": ["all"]}, "scopes"), ({"days": 367}, "days")],
)
def test_refuses_a_key_that_cannot_be(cast, noon, changes, field):
    wanted = {"name": "Report", "scopes": ["read"], "days": 30, **changes}

    with pytest.raises(ApiKeyRefused) as refusal:
        create_api_key(actor=cast.actor("owner"), at=noon, **wanted)

    assert refusal.value.field == field
    assert not ApiKey.objects.exists()


def test_gives_the_scope_of_administration_to_administrators_alone(make):
    with pytest.raises(NotAllowed):
        make("teammate", scopes=["admin"])

    assert not ApiKey.objects.exists()


def test_counts_uses_by_the_minute(make, noon):
    key, token = make()
    for _use in range(USES_A_MINUTE):
        come(token, noon)

    with pytest.raises(TooOften):
        come(token, noon + timedelta(seconds=59))
    come(token, noon + timedelta(seconds=60))

    key.refresh_from_db()
    assert (key.uses, key.last_used_at) == (1, noon + timedelta(seconds=60))


@pytest.mark.django_db(transaction=True)
def test_counts_two_at_once_as_two(make, noon):
    _key, token = make()
    ApiKey.objects.update(minute=noon, uses=USES_A_MINUTE - 1)

    results = at_once(lambda: come(token, noon), lambda: come(token, noon))

    assert sorted(type(result).__name__ for result in results) == ["Actor", "TooOften"]


def test_stops_an_address_that_tries_keys(make, noon):
    _key, token = make()
    for guess in range(FAILURES_A_MINUTE):
        with pytest.raises(KeyRefused):
            come(f"jalon_00000000_{guess}", noon)

    with pytest.raises(TooOften):
        come(token, noon)
    assert come(token, noon, address="192.0.2.2")
    assert come(token, noon + timedelta(minutes=1))


def test_compares_the_secret_as_long_for_a_key_that_never_was(make, noon, monkeypatch):
    key, _token = make()
    compared = []
    real = keys_module.hmac.compare_digest
    monkeypatch.setattr(
        keys_module.hmac, "compare_digest", lambda a, b: compared.append((len(a), len(b))) or real(a, b)
    )

    for guess in (f"jalon_{key.prefix}_wrong", "jalon_ffffffff_wrong", "nothing"):
        with pytest.raises(KeyRefused):
            come(guess, noon)

    assert compared == [(64, 64)] * 3


def test_records_its_making_and_its_end(cast, make, noon):
    key, _token = make(scopes=["write", "read"])
    revoke_api_key(key=key, actor=cast.actor("owner"), at=noon)

    revoked, created = history(cast.owner, subjects=[("key", key.pk)])

    assert (revoked.verb, created.verb) == ("key.revoked", "key.created")
    assert created.particulars == {"scopes": ["read", "write"], "days": 30}


@pytest.fixture
def pipeline(cast, noon):
    pipeline = publish(definition=load_pipeline("team.sales"), actor=cast.actor("owner"), at=noon)
    create_deal(pipeline=pipeline, title="=Licences", actor=cast.actor("owner"), at=noon)
    return pipeline


def export(pipeline, token, *, form="csv", **headers):
    url = f"/w/acme/list/{pipeline.pk}/exports/{form}/"
    return Client(enforce_csrf_checks=True).post(url, HTTP_AUTHORIZATION=f"Bearer {token}", **headers)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_exports_the_list_by_key(cast, make, pipeline, form):
    _key, token = make("teammate", at=now())

    answer = export(pipeline, token, form=form)

    assert answer.status_code == 200
    body = b"".join(answer.streaming_content)
    assert b"Licences" in body if form == "csv" else body.startswith(b"PK")
    event = Event.objects.get(verb="deals.exported")
    assert (event.door, event.actor_id, event.particulars["form"]) == (Door.API, cast.teammate.pk, form)


@pytest.mark.parametrize(
    ("who", "scopes", "status", "words"),
    [
        ("teammate", ["write"], 403, "This key does not allow that."),
        ("reader", ["read"], 403, "Your role does not allow this."),
        (None, [], 401, "This key does not open this workspace."),
    ],
)
def test_says_in_json_why_not(make, pipeline, who, scopes, status, words):
    token = make(who, scopes=scopes, at=now())[1] if who else "jalon_00000000_x"

    answer = export(pipeline, token)

    assert answer.status_code == status
    assert words in answer.json()["error"]
    assert answer.get("WWW-Authenticate") == ("Bearer" if status == 401 else None)


def test_opens_no_page_and_makes_no_session(cast, make, pipeline):
    _key, token = make(at=now())
    client = Client(HTTP_AUTHORIZATION=f"Bearer {token}")

    answer = client.get("/w/acme/members/")

    assert answer["Location"].startswith("/sign-in/")
    assert export(pipeline, token).cookies == {}


def test_still_wants_the_form_token_of_a_browser(cast, pipeline):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.post(f"/w/acme/list/{pipeline.pk}/exports/csv/").status_code == 403


def test_shows_a_key_once_and_revokes_it_on_the_screen(cast):
    client = cast.client("teammate")

    made = client.post("/w/acme/keys/", {"name": "Report", "scopes": ["read"], "days": "30"}).content.decode()
    token = re.search(r'value="(jalon_\w{8}_[\w-]+)"', made)[1]
    page = client.get("/w/acme/keys/").content.decode()

    assert come(token, now()).member == cast.teammate
    assert token not in page
    assert token[:14] in page
    assert token[:14] in cast.client("owner").get("/w/acme/keys/").content.decode()
    assert token[:14] not in cast.client("reader").get("/w/acme/keys/").content.decode()
    client.post(f"/w/acme/keys/{ApiKey.objects.get().pk}/removal/")
    assert ApiKey.objects.get().revoked_at is not None


def test_offers_the_scope_of_administration_to_administrators_alone(cast):
    answer = cast.client("teammate").post("/w/acme/keys/", {"name": "x", "scopes": ["admin"], "days": "30"})

    assert answer.status_code == 422
    assert not ApiKey.objects.exists()
