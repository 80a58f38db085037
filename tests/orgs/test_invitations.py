"""Joining by a link: shown once, used once, kept as a hash."""

from datetime import timedelta

import pytest
from django.test import Client

from jalon.kernel.errors import NotAllowed
from jalon.orgs.actions import InvitationRefused, accept_invitation, invite, remove_member, revoke_invitation
from jalon.orgs.models import Invitation, Membership, User
from jalon.orgs.roles import Role, Scope
from jalon.orgs.tokens import token_hash
from jalon.timeline.models import Event
from tests.at_once import at_once
from tests.orgs.at_the_door import PASSWORD


@pytest.fixture
def invited(cast, noon):
    return make(cast, noon)[0]


def make(cast, at, email="Nina@Example.com", role=Role.MANAGER, who="owner"):
    return invite(email=email, role=role, scope=Scope.OWN, team=None, actor=cast.actor(who), at=at)


def test_keeps_only_the_hash_of_its_secret(cast, noon):
    _, token = make(cast, noon)

    stored = Invitation.objects.values().get()
    assert stored["token_hash"] == token_hash(token)
    assert token not in str(stored)
    assert (stored["email"], stored["role"], stored["scope"]) == ("nina@example.com", "manager", "own")
    assert stored["expires_at"] == noon + timedelta(days=7)
    assert "nina" not in str(Event.objects.get().particulars)


def test_makes_a_new_user_a_member(cast, noon, invited):
    member = accept_invitation(invitation=invited, name="Nina", password=PASSWORD, at=noon + timedelta(days=6))

    assert (member.workspace, member.role, member.scope) == (cast.workspace, "manager", "own")
    assert member.user.email == "nina@example.com"
    assert member.user.check_password(PASSWORD)
    assert member.user.password.startswith("argon2")
    joined = Event.objects.get(verb="member.joined")
    assert (joined.actor_id, joined.particulars) == (member.pk, {"role": "manager", "invitation": str(invited.pk)})


def test_lets_a_present_user_join_as_oneself(cast, noon, invited):
    member = accept_invitation(invitation=invited, user=cast.stranger.user, at=noon)

    assert (member.user, member.workspace) == (cast.stranger.user, cast.workspace)
    assert User.objects.count() == 4


def test_takes_back_who_had_left_as_the_same_member(cast, noon):
    remove_member(member=cast.teammate, actor=cast.actor(), at=noon)
    invitation, _ = make(cast, noon, email="tom@example.com", role=Role.VIEWER)

    member = accept_invitation(invitation=invitation, user=cast.teammate.user, at=noon)

    assert (member.pk, member.left_at, member.role) == (cast.teammate.pk, None, "viewer")


@pytest.mark.parametrize("why", ["used", "revoked", "old"])
def test_refuses_a_link_that_is_no_longer_open(cast, noon, invited, why):
    at = noon
    if why == "used":
        accept_invitation(invitation=invited, user=cast.stranger.user, at=noon)
    elif why == "revoked":
        revoke_invitation(invitation=invited, actor=cast.actor(), at=noon)
    else:
        at = noon + timedelta(days=7)
    count = Membership.objects.count()

    with pytest.raises(InvitationRefused, match="used already, taken back, or is too old"):
        accept_invitation(invitation=invited, name="Nina", password=PASSWORD, at=at)

    assert Membership.objects.count() == count
    assert not User.objects.filter(email="nina@example.com").exists()


@pytest.mark.parametrize(
    ("name", "password", "field"),
    [("", PASSWORD, "name"), ("Nina", "12345", "password"), ("Nina", "nina@example.com", "password")],
)
def test_stays_open_when_name_or_password_are_wanting(cast, noon, invited, name, password, field):
    with pytest.raises(InvitationRefused) as refusal:
        accept_invitation(invitation=invited, name=name, password=password, at=noon)

    assert refusal.value.field == field
    assert Invitation.objects.get().accepted_at is None


def test_does_not_hand_over_the_account_of_who_has_one(cast, noon):
    invitation, _ = make(cast, noon, email="stan@example.com")

    with pytest.raises(InvitationRefused, match="has an account already"):
        accept_invitation(invitation=invitation, name="Mallory", password=PASSWORD, at=noon)

    assert not User.objects.get(email="stan@example.com").check_password(PASSWORD)
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.django_db(transaction=True)
def test_lets_one_of_two_in(cast, noon):
    invitation, _ = make(cast, noon)

    results = at_once(
        lambda: accept_invitation(invitation=invitation, user=cast.stranger.user, at=noon),
        lambda: accept_invitation(invitation=invitation, name="Nina", password=PASSWORD, at=noon),
    )

    assert sorted(type(result).__name__ for result in results) == ["InvitationRefused", "Membership"]
    assert Membership.objects.filter(workspace=cast.workspace).count() == 4


def test_replaces_an_open_one_to_the_same_address(cast, noon, invited):
    again, _ = make(cast, noon)

    with pytest.raises(InvitationRefused):
        accept_invitation(invitation=invited, user=cast.stranger.user, at=noon)
    assert Invitation.objects.get(pk=again.pk).is_open(noon)


@pytest.mark.parametrize("email", ["nobody", "tom@example.com"])
def test_refuses_a_bad_address_and_a_present_member(cast, noon, email):
    with pytest.raises(InvitationRefused) as refusal:
        make(cast, noon, email=email)

    assert refusal.value.field == "email"
    assert not Invitation.objects.exists()


def test_is_made_only_by_who_manages_members(cast, noon):
    with pytest.raises(NotAllowed):
        make(cast, noon, who="teammate")

    assert not Invitation.objects.exists()


def test_goes_from_the_page_to_a_new_member(cast):
    page = cast.client("owner").post(
        "/w/acme/invitations/", {"email": "nina@example.com", "role": "seller", "scope": "all"}
    )
    link = page.context["link"]
    visitor = Client()

    form = visitor.get(link)
    joined = visitor.post(link, {"name": "Nina", "password": PASSWORD})

    assert "nina@example.com" in form.content.decode()
    assert (joined.status_code, joined["Location"]) == (302, "/w/acme/")
    assert visitor.get("/w/acme/members/").status_code == 200
    assert Client().get(link).context["is_open"] is False


def test_asks_who_has_an_account_to_sign_in_first(cast):
    page = cast.client("owner").post(
        "/w/acme/invitations/", {"email": "stan@example.com", "role": "seller", "scope": "all"}
    )
    link = page.context["link"].removeprefix("http://testserver")

    assert f"/sign-in/?next={link}" in Client().get(link).content.decode()


def test_is_not_there_without_its_secret(cast, invited):
    assert Client().get(f"/join/{invited.pk}/").status_code == 404
