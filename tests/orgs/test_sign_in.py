"""Coming in: by password, slowed down when guessed at, or by a link that works once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from jalon.kernel.clock import now
from jalon.orgs.actions import LinkRefused, make_sign_in_link, use_sign_in_link
from jalon.orgs.models import SignInLink, User
from tests.at_once import at_once
from tests.hashers import CheapArgon2
from tests.orgs.at_the_door import PASSWORD, is_in


def sign_in(client, password=PASSWORD, email="Olga@Example.com", **extra):
    return client.post("/sign-in/", {"login": email, "password": password}, **extra)


def test_lets_in_with_the_password(person):
    client = Client()

    answer = sign_in(client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)


def test_keeps_out_with_another(person):
    client = Client()

    answer = sign_in(client, password="sous les pavés")

    assert answer.status_code == 200
    assert not is_in(client)


def test_leads_back_to_where_one_was_going_but_nowhere_else(person):
    here, elsewhere = Client(), Client()

    assert sign_in(here, QUERY_STRING="next=/w/acme/members/")["Location"] == "/w/acme/members/"
    assert sign_in(elsewhere, QUERY_STRING="next=https://evil.example/")["Location"] == "/"


def test_stops_a_guesser_in_whatever_process_and_keeps_the_true_password_out_too(person):
    statuses = [sign_in(Client(), password=f"guess {n}").status_code for n in range(6)]

    late = Client()
    answer = sign_in(late)

    assert statuses == [200] * 5 + [429]
    assert (answer.status_code, "Wait a few minutes" in answer.content.decode()) == (429, True)
    assert not is_in(late)
    from django.core.cache import cache

    assert type(cache).__name__ == "ConnectionProxy"
    assert "DatabaseCache" in type(cache._connections["default"]).__name__


def test_stops_an_address_that_tries_many_people(cast):
    statuses = {sign_in(Client(), email=f"p{n}@example.com").status_code for n in range(40)}

    assert statuses == {200, 429}


def test_signs_out_by_a_button_alone(person):
    client = Client()
    sign_in(client)

    client.get("/sign-out/")
    assert is_in(client)

    client.post("/sign-out/")
    assert not is_in(client)


@pytest.mark.django_db
def test_has_no_open_sign_up():
    assert Client().get("/signup/").status_code == 404
    assert Client().get("/accounts/signup/").status_code == 404


def test_changes_ones_password(person):
    client = Client()
    sign_in(client)
    new = "quarante-deux hirondelles"

    answer = client.post("/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert answer.status_code == 302
    assert User.objects.get(pk=person.pk).check_password(new)


def test_lets_one_who_came_by_a_link_choose_a_first_password(cast):
    client = cast.client("owner")
    new = "quarante-deux hirondelles"

    assert client.get("/password/")["Location"] == "/password/first/"
    client.post("/password/first/", {"password1": new, "password2": new})

    assert User.objects.get(pk=cast.owner.user_id).check_password(new)


def test_sends_a_link_for_a_forgotten_password(person):
    client, new = Client(), "quarante-deux hirondelles"

    client.post("/password/forgotten/", {"email": "olga@example.com"})
    (message,) = mail.outbox
    (link,) = [line for line in message.body.splitlines() if line.startswith("http")]
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})

    assert message.to == ["olga@example.com"]
    assert User.objects.get(pk=person.pk).check_password(new)


def test_writes_nothing_to_an_address_without_account(db):
    answer = Client().post("/password/forgotten/", {"email": "nobody@example.com"})

    assert answer["Location"] == "/password/forgotten/sent/"
    assert mail.outbox == []


def test_comes_in_by_a_link_once(cast):
    url = f"/sign-in/{make_sign_in_link(user=cast.owner.user, at=now())}/"
    robot, person, thief = Client(), Client(), Client()

    assert robot.get(url).status_code == 200
    assert not is_in(robot)
    assert person.post(url)["Location"] == "/"
    assert is_in(person)
    assert thief.post(url).status_code == 422
    assert not is_in(thief)


def test_refuses_a_link_that_is_too_old_or_never_was(cast, noon):
    token = make_sign_in_link(user=cast.owner.user, at=noon)

    for wrong, at in ((token, noon + timedelta(hours=24)), ("never", noon)):
        with pytest.raises(LinkRefused):
            use_sign_in_link(token=wrong, at=at)

    assert SignInLink.objects.get().used_at is None


def test_refuses_the_link_of_a_closed_account(cast, noon):
    token = make_sign_in_link(user=cast.owner.user, at=noon)
    User.objects.filter(pk=cast.owner.user_id).update(is_active=False)

    with pytest.raises(LinkRefused):
        use_sign_in_link(token=token, at=noon)


def test_keeps_only_the_hash_of_a_link(cast, noon):
    token = make_sign_in_link(user=cast.owner.user, at=noon)

    assert token not in str(SignInLink.objects.values().get())


@pytest.mark.django_db(transaction=True)
def test_spends_a_link_once_when_two_use_it_at_once(cast, noon):
    token = make_sign_in_link(user=cast.owner.user, at=noon)

    def use():
        return use_sign_in_link(token=token, at=noon)

    assert sorted(type(result).__name__ for result in at_once(use, use)) == ["LinkRefused", "User"]


def test_speaks_the_language_one_chose_and_keeps_ones_looks(cast):
    client = cast.client("owner")

    answer = client.post("/profile/", {"name": "Olga Petit", "language": "fr", "theme": "dark"})
    said = [str(message) for message in client.get("/workspaces/").context["messages"]]

    assert answer.cookies["theme"].value == "dark"
    assert said == ["Votre profil a été enregistré."]
    page = client.get("/profile/")
    assert (page["Content-Language"], User.objects.get(pk=cast.owner.user_id).name) == ("fr", "Olga Petit")
    assert '<html lang="fr"' in page.content.decode()


@pytest.mark.parametrize("field", [{"language": "de"}, {"theme": "pink"}, {"name": ""}])
def test_refuses_a_profile_that_cannot_be(cast, field):
    answer = cast.client("owner").post("/profile/", {"name": "Olga", "language": "en", "theme": "auto", **field})

    assert answer.status_code == 422
    assert User.objects.get(pk=cast.owner.user_id).name == "Olga"


def test_moves_to_another_address(person):
    client = Client()
    sign_in(client)

    refused = client.post("/profile/address/", {"email": "olga@new.example", "password": "wrong"})
    taken = client.post("/profile/address/", {"email": "TOM@example.com", "password": PASSWORD})
    client.post("/profile/address/", {"email": "Olga@New.example", "password": PASSWORD})

    assert (refused.status_code, taken.status_code) == (422, 422)
    assert "has an account already" in taken.content.decode()
    assert User.objects.get(pk=person.pk).email == "olga@new.example"
    old, new = Client(), Client()
    sign_in(old)
    sign_in(new, email="olga@new.example")
    assert (is_in(old), is_in(new)) == (False, True)


def test_gives_the_first_person_an_address_of_their_own(cast):
    client = cast.client("owner")

    client.post("/profile/address/", {"email": "olga@new.example"})

    assert User.objects.get(pk=cast.owner.user_id).email == "olga@new.example"


@pytest.mark.parametrize("email", ["olga@example.com", "nobody@example.com", "tom@example.com"])
def test_works_as_long_for_a_stranger_as_for_a_wrong_password(person, monkeypatch, email):
    hashed = []
    real = CheapArgon2.encode, CheapArgon2.verify
    monkeypatch.setattr(CheapArgon2, "encode", lambda *a, **k: hashed.append(email) or real[0](*a, **k))
    monkeypatch.setattr(CheapArgon2, "verify", lambda *a, **k: hashed.append(email) or real[1](*a, **k))

    answer = sign_in(Client(), password="guess", email=email)

    assert answer.status_code == 200
    assert len(hashed) == 1
