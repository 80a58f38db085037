"""A workspace that asks its members for a second step: who has none is led to it, and sees nothing until then."""

import pytest
from allauth.mfa.models import Authenticator

from jalon.kernel.clock import now
from jalon.kernel.errors import NotAllowed
from jalon.kernel.secrets import keyring
from jalon.orgs.actions import SecondFactorRefused, ask_for_second_factor, create_api_key, tell_of_factor
from jalon.orgs.keys import actor_for
from jalon.orgs.models import Workspace
from jalon.timeline.queries import history

WANTED = "/profile/security/wanted/"


@pytest.fixture
def equip():
    def equip(member):
        data = {"secret": keyring().seal("JBSWY3DPEHPK3PXP")}
        return Authenticator.objects.create(user=member.user, type="totp", data=data)

    return equip


@pytest.fixture
def asked(cast, equip, noon):
    """The owner has a second step, and asks everybody for one."""
    equip(cast.owner)
    return ask_for_second_factor(wanted=True, actor=cast.actor("owner"), at=noon)


def verbs(cast):
    return [entry.verb for entry in history(cast.owner, subjects=[("workspace", cast.workspace.pk)])]


def test_leads_a_member_without_one_to_it(cast, asked):
    client = cast.client("teammate")

    for path in ("/w/acme/", "/w/acme/members/", "/w/acme/keys/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, WANTED)
    assert client.get(WANTED).status_code == 200
    fragment = client.get("/w/acme/members/", headers={"HX-Request": "true"})
    assert (fragment.headers["HX-Redirect"], fragment.content) == (WANTED, b"")


def test_does_nothing_for_them_meanwhile(cast, asked):
    answer = cast.client("teammate").post("/w/acme/keys/", {"name": "x", "scopes": ["read"], "days": "30"})

    assert answer["Location"] == WANTED
    assert cast.teammate.api_keys.count() == 0


def test_lets_them_in_once_they_have_one(cast, asked, equip):
    equip(cast.teammate)

    assert cast.client("teammate").get("/w/acme/members/").status_code == 200
    assert cast.client("owner").get("/w/acme/members/").status_code == 200


def test_does_not_count_recovery_codes_alone(cast, asked):
    Authenticator.objects.create(user=cast.teammate.user, type="recovery_codes", data={})

    assert cast.client("teammate").get("/w/acme/members/")["Location"] == WANTED


def test_asks_nothing_of_other_workspaces_and_tells_strangers_nothing(cast, asked):
    client = cast.client("stranger")

    assert client.get("/w/elsewhere/members/").status_code == 200
    assert client.get("/w/acme/members/").status_code == 404


def test_leaves_keys_alone(cast, asked):
    _key, token = create_api_key(name="x", scopes=["read"], days=1, actor=cast.actor("teammate"), at=now())

    assert actor_for(f"Bearer {token}", workspace="acme", address="", at=now()).member == cast.teammate


def test_is_asked_by_one_who_has_one(cast, noon):
    with pytest.raises(SecondFactorRefused):
        ask_for_second_factor(wanted=True, actor=cast.actor("owner"), at=noon)

    assert Workspace.objects.get(pk=cast.workspace.pk).second_factor_since is None
    assert verbs(cast) == []


def test_is_asked_by_administrators_alone(cast, equip, noon):
    equip(cast.teammate)

    with pytest.raises(NotAllowed):
        ask_for_second_factor(wanted=True, actor=cast.actor("teammate"), at=noon)

    assert Workspace.objects.get(pk=cast.workspace.pk).second_factor_since is None


def test_records_once_that_it_is_asked_and_waived(cast, asked, noon):
    for wanted in (True, False, False):
        ask_for_second_factor(wanted=wanted, actor=cast.actor("owner"), at=noon)

    assert verbs(cast) == ["workspace.second_step_waived", "workspace.second_step_asked"]
    assert cast.client("teammate").get("/w/acme/members/").status_code == 200


def test_shows_who_has_none_yet(cast, asked):
    page = cast.client("owner").get("/w/acme/settings/second-step/")

    assert page.context["without"] == ["Rita", "Tom"]


def test_is_switched_on_the_screen(cast, equip):
    client = cast.client("owner")

    refused = client.post("/w/acme/settings/second-step/", {"wanted": "on"})
    equip(cast.owner)
    client.post("/w/acme/settings/second-step/", {"wanted": "on"})

    assert refused.status_code == 422
    assert "You have no second step yourself" in refused.content.decode()
    assert Workspace.objects.get(pk=cast.workspace.pk).second_factor_since is not None


def test_records_what_members_do_about_theirs(cast, noon):
    tell_of_factor(user=cast.teammate.user, change="added", kind="webauthn", at=noon)

    (entry,) = history(cast.owner, subjects=[("member", cast.teammate.pk)])

    assert (entry.verb, entry.particulars) == ("member.second_step_added", {"kind": "webauthn"})
