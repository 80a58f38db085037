"""`jalon second-step`: a way back in for who lost device and codes, recorded; what a workspace asks for stays asked."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import translation

from jalon.kernel.secrets import keyring
from jalon.orgs.actions import ask_for_second_factor
from jalon.site.cli import main
from jalon.site.second_step import second_step
from jalon.timeline.queries import history
from tests.orgs.at_the_door import PASSWORD

EMAIL = "tom@example.com"


@pytest.fixture
def equip():
    def equip(member, *kinds):
        for kind in kinds:
            data = {"totp": {"secret": keyring().seal("JBSWY3DPEHPK3PXP")}}.get(kind, {})
            Authenticator.objects.create(user=member.user, type=kind, data=data)

    return equip


@pytest.fixture
def locked_out(cast, equip):
    """The teammate has a second step, as the workspace asks of everybody, and is signed in on the lost device."""
    equip(cast.owner, "totp")
    equip(cast.teammate, "totp", "recovery_codes")
    ask_for_second_factor(wanted=True, actor=cast.actor("owner"), at=cast.owner.joined_at)
    client = cast.client("teammate")
    assert client.get("/w/acme/members/").status_code == 200
    return client


def happened(cast, member):
    return history(cast.owner, subjects=[("member", member.pk)])


def test_shows_what_a_person_has_and_changes_nothing(cast, locked_out, capsys):
    assert second_step(EMAIL, "show") == 0

    assert [line.split(", since")[0].strip() for line in capsys.readouterr().out.splitlines()] == [
        "an authenticator app",
        "recovery codes",
    ]
    assert Authenticator.objects.filter(user=cast.teammate.user).count() == 2


def test_removes_all_of_one_person_alone(cast, locked_out, capsys):
    assert second_step(" Tom@Example.com", "remove") == 0

    said = capsys.readouterr().out
    assert said == "tom@example.com: removed recovery codes, an authenticator app; signed out everywhere\n"
    assert list(Authenticator.objects.values_list("user__email", "type")) == [("olga@example.com", "totp")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "had every second step taken away, on the server"),
        ("fr", "s’est vu retirer toute deuxième étape de connexion, sur le serveur"),
    ],
)
def test_records_it_in_their_workspaces(cast, locked_out, language, words):
    second_step(EMAIL, "remove")

    with translation.override(language):
        (entry,) = happened(cast, cast.teammate)
    assert (entry.verb, entry.actor_name, str(entry.words)) == ("member.second_steps_taken_away", "Tom", words)
    assert entry.particulars == {"kinds": ["recovery_codes", "totp"]}


def test_ends_the_sessions_of_the_lost_device(cast, locked_out):
    assert UserSession.objects.filter(user=cast.teammate.user).count() == 1

    second_step(EMAIL, "remove")

    assert UserSession.objects.filter(user=cast.teammate.user).count() == 0
    assert locked_out.get("/w/acme/members/")["Location"].startswith("/sign-in/")


def test_leads_them_to_a_new_one_where_the_workspace_asks_for_it(cast, locked_out, equip, client):
    cast.teammate.user.set_password(PASSWORD)
    cast.teammate.user.save()
    second_step(EMAIL, "remove")

    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    led, refused = client.get("/w/acme/members/"), client.post("/w/acme/teams/", {"name": "South"})
    equip(cast.teammate, "webauthn")
    inside = client.get("/w/acme/members/")

    assert (led.status_code, led["Location"]) == (302, "/profile/security/wanted/")
    assert refused["Location"] == "/profile/security/wanted/"
    assert inside.status_code == 200


@pytest.mark.parametrize("what", ["show", "remove"])
def test_says_when_there_is_nobody_or_nothing(cast, what, capsys):
    assert (second_step("nobody@example.com", what), second_step(EMAIL, what)) == (1, 1)

    said = "jalon: nobody has the address nobody@example.com\njalon: tom@example.com has no second step\n"
    assert capsys.readouterr().err == said
    assert happened(cast, cast.teammate) == []


def test_is_a_command(cast, locked_out, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("JALON_DATA", str(tmp_path))

    assert main(["second-step", EMAIL]) == 0

    assert "an authenticator app" in capsys.readouterr().out
