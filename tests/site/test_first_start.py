"""The first start: somebody to sign in as, a workspace, and a link that comes in."""

import os
import re

import pytest
from django.test import Client

from jalon.orgs.models import User
from jalon.orgs.queries import workspaces_of
from jalon.site.config import load
from jalon.site.first_start import FIRST_ADDRESS, print_link, welcome


@pytest.fixture
def config():
    return load({"JALON_DATA": os.environ["JALON_DATA"], "PORT": "8123"})


def link_in(words):
    (link,) = re.findall(r"http://127\.0\.0\.1:8123(/sign-in/\S+)", words)
    return link


def test_makes_one_person_with_a_workspace_and_a_link_that_signs_in(db, config):
    words = welcome(config)
    client = Client()

    client.post(link_in(words))

    user = User.objects.get(email=FIRST_ADDRESS)
    assert not user.has_usable_password()
    assert len(workspaces_of(user)) == 1
    assert client.get("/profile/").status_code == 200
    assert "Jalon is ready: http://127.0.0.1:8123/" in words


def test_makes_nobody_a_second_time(db, config):
    first, people = welcome(config), User.objects.count()

    second = welcome(config)

    assert User.objects.count() == people
    assert link_in(first) != link_in(second)


def test_shows_no_link_once_there_is_a_password(db, config):
    welcome(config)
    user = User.objects.get(email=FIRST_ADDRESS)
    user.set_password("sous les pavés la plage")
    user.save()

    words = welcome(config)

    assert "/sign-in/" not in words
    assert "jalon sign-in-link" in words


def test_prints_a_link_for_whom_one_names(cast, config, capsys):
    assert print_link(config, " Tom@Example.com ") == 0
    client = Client()
    client.post(link_in(capsys.readouterr().out))
    assert client.get("/profile/").context["user"] == cast.teammate.user

    assert print_link(config, "nobody@example.com") == 1
    assert "nobody has the address nobody@example.com" in capsys.readouterr().err
