"""Members: their role, scope and team; a workspace always keeps an owner."""

import pytest

from jalon.kernel.errors import NotAllowed
from jalon.orgs.actions import LastOwner, change_member, create_team, delete_team, leave_workspace, remove_member
from jalon.orgs.actions.members import NoSuchMember, NoSuchTeam
from jalon.orgs.actions.teams import TeamRefused
from jalon.orgs.models import Membership, Team, User
from jalon.orgs.queries import members, teams
from jalon.orgs.roles import Role, Scope
from jalon.timeline.models import Event
from tests.at_once import at_once


@pytest.fixture
def admin(cast):
    user = User.objects.create_user(email="ada@example.com", name="Ada")
    return Membership.objects.create(workspace=cast.workspace, user=user, role=Role.ADMIN)


def change(member, role, actor, at, scope=Scope.ALL, team=None):
    return change_member(member=member, role=role, scope=scope, team=team, actor=actor, at=at)


def test_gets_another_role_scope_and_team(cast, noon):
    team = create_team(name="North", actor=cast.actor(), at=noon)

    change(cast.teammate, Role.MANAGER, cast.actor(), noon, scope=Scope.TEAM, team=team)

    stored = Membership.objects.get(pk=cast.teammate.pk)
    assert (stored.role, stored.scope, stored.team) == ("manager", "team", team)
    assert Event.objects.get(verb="member.changed").particulars == {
        "before": {"role": "seller", "scope": "all", "team": None},
        "after": {"role": "manager", "scope": "team", "team": str(team.pk)},
    }


def test_is_not_recorded_as_changed_when_nothing_changed(cast, noon):
    change(cast.teammate, Role.SELLER, cast.actor(), noon)

    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["teammate", "reader"])
def test_is_changed_only_by_who_manages_members(cast, noon, who):
    with pytest.raises(NotAllowed):
        change(cast.reader, Role.ADMIN, cast.actor(who), noon)

    assert Membership.objects.get(pk=cast.reader.pk).role == "viewer"


def test_becomes_or_stops_being_owner_only_by_an_owner(cast, noon, admin):
    from jalon.orgs.actor import Actor

    for act in (
        lambda: change(cast.teammate, Role.OWNER, Actor(admin), noon),
        lambda: change(admin, Role.OWNER, Actor(admin), noon),
        lambda: change(cast.owner, Role.SELLER, Actor(admin), noon),
        lambda: remove_member(member=cast.owner, actor=Actor(admin), at=noon),
    ):
        with pytest.raises(NotAllowed, match="Only an owner"):
            act()

    assert list(Membership.objects.filter(role="owner", left_at=None, workspace=cast.workspace)) == [cast.owner]


def test_cannot_be_one_of_another_workspace(cast, noon):
    foreign = Team.objects.create(workspace=cast.stranger.workspace, name="Far")

    with pytest.raises(NoSuchMember):
        change(cast.stranger, Role.VIEWER, cast.actor(), noon)
    with pytest.raises(NoSuchTeam):
        change(cast.teammate, Role.SELLER, cast.actor(), noon, team=foreign)

    assert Membership.objects.get(pk=cast.stranger.pk).role == "owner"
    assert Membership.objects.get(pk=cast.teammate.pk).team is None


def test_is_kept_as_the_last_owner(cast, noon):
    for act in (
        lambda: change(cast.owner, Role.ADMIN, cast.actor(), noon),
        lambda: remove_member(member=cast.owner, actor=cast.actor(), at=noon),
        lambda: leave_workspace(actor=cast.actor(), at=noon),
    ):
        with pytest.raises(LastOwner):
            act()

    stored = Membership.objects.get(pk=cast.owner.pk)
    assert (stored.role, stored.left_at) == ("owner", None)


@pytest.mark.django_db(transaction=True)
def test_leaves_one_owner_when_two_leave_at_once(cast, noon):
    change(cast.teammate, Role.OWNER, cast.actor(), noon)
    cast.teammate.refresh_from_db()

    results = at_once(
        lambda: leave_workspace(actor=cast.actor("owner"), at=noon),
        lambda: leave_workspace(actor=cast.actor("teammate"), at=noon),
    )

    assert sorted(type(result).__name__ for result in results) == ["LastOwner", "NoneType"]
    assert Membership.objects.filter(workspace=cast.workspace, role="owner", left_at=None).count() == 1


def test_finds_the_door_closed_once_removed(cast, noon):
    client = cast.client("teammate")
    assert client.get("/w/acme/members/").status_code == 200

    remove_member(member=cast.teammate, actor=cast.actor(), at=noon)

    assert client.get("/w/acme/members/").status_code == 404
    assert Event.objects.get(verb="member.removed").subject_id == cast.teammate.pk
    with pytest.raises(NoSuchMember):
        remove_member(member=cast.teammate, actor=cast.actor(), at=noon)


def test_are_listed_by_name_and_say_whom_one_may_change(cast, noon, admin):
    assert [line.name for line in members(cast.reader)] == ["Ada", "Olga", "Rita", "Tom"]
    assert {line.name for line in members(admin) if line.editable} == {"Ada", "Rita", "Tom"}
    assert {line.name for line in members(cast.owner) if line.editable} == {"Ada", "Olga", "Rita", "Tom"}
    assert not any(line.editable for line in members(cast.teammate))


def test_stay_when_their_team_goes(cast, noon):
    team = create_team(name="North", actor=cast.actor(), at=noon)
    change(cast.teammate, Role.SELLER, cast.actor(), noon, team=team)
    assert [(team.name, team.size) for team in teams(cast.owner)] == [("North", 1)]

    delete_team(team=team, actor=cast.actor(), at=noon)

    assert Membership.objects.get(pk=cast.teammate.pk).team is None
    assert teams(cast.owner) == []


def test_have_no_two_teams_of_one_name(cast, noon):
    create_team(name="North", actor=cast.actor(), at=noon)

    with pytest.raises(TeamRefused, match="North"):
        create_team(name=" North ", actor=cast.actor(), at=noon)

    assert Team.objects.count() == 1


def test_are_managed_from_their_page(cast, noon):
    client = cast.client("owner")

    shown = client.get("/w/acme/members/").content.decode()
    saved = client.post(f"/w/acme/members/{cast.teammate.pk}/", {"role": "manager", "scope": "own"})
    alone = client.post("/w/acme/departure/")

    assert "tom@example.com" in shown
    assert saved.status_code == 302
    assert Membership.objects.get(pk=cast.teammate.pk).role == "manager"
    assert alone.status_code == 422
    assert "A workspace needs an owner" in alone.content.decode()


def test_offers_an_administrator_no_ownership_to_give(cast, admin):
    from django.test import Client

    client = Client()
    client.force_login(admin.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.post(f"/w/acme/members/{cast.teammate.pk}/", {"role": "owner", "scope": "all"})

    assert answer.status_code == 422
    assert Membership.objects.get(pk=cast.teammate.pk).role == "seller"
