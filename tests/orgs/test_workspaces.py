"""Workspaces: made, switched between, and set the way a company counts and speaks."""

import pytest

from jalon.kernel.errors import NotAllowed, Stale
from jalon.orgs.actions import create_workspace, edit_workspace
from jalon.orgs.actions.workspaces import NamelessWorkspace
from jalon.orgs.models import Workspace
from jalon.orgs.nouns import NOUNS, noun
from jalon.orgs.queries import workspaces_of
from jalon.timeline.models import Event


def test_makes_its_maker_the_owner_and_records_it(cast, noon):
    member = create_workspace(name="Société Générale de Bois", owner=cast.teammate.user, at=noon, currency="CHF")

    assert (member.role, member.scope, member.user) == ("owner", "all", cast.teammate.user)
    assert (member.workspace.slug, member.workspace.currency) == ("societe-generale-de-bois", "CHF")
    event = Event.objects.get(workspace=member.workspace)
    assert (event.verb, event.actor_id, event.particulars) == ("workspace.created", member.pk, {"is_sample": False})


def test_gives_each_an_address_of_its_own(cast, noon):
    made = [create_workspace(name=name, owner=cast.owner.user, at=noon) for name in ("Acme", "ACME", "東京")]

    assert [member.workspace.slug for member in made] == ["acme-2", "acme-3", "workspace"]


def test_refuses_one_without_a_name(cast, noon):
    with pytest.raises(NamelessWorkspace):
        create_workspace(name="  ", owner=cast.owner.user, at=noon)

    assert Workspace.objects.count() == 2


def test_lists_those_of_one_person_samples_last(cast, noon):
    create_workspace(name="A sample", owner=cast.owner.user, at=noon, is_sample=True)
    create_workspace(name="Zenith", owner=cast.owner.user, at=noon)

    assert [line.name for line in workspaces_of(cast.owner.user)] == ["Acme", "Zenith", "A sample"]
    assert [line.name for line in workspaces_of(cast.stranger.user)] == ["Elsewhere"]


def test_changes_what_was_asked_and_records_which_fields(cast, noon):
    edited = edit_workspace(
        changes={"currency": "GBP", "name": "Acme", "fiscal_year_month": 4}, edit=1, actor=cast.actor(), at=noon
    )

    stored = Workspace.objects.get(pk=cast.workspace.pk)
    assert (
        (stored.currency, stored.fiscal_year_month, stored.edit)
        == ("GBP", 4, 2)
        == (
            edited.currency,
            edited.fiscal_year_month,
            edited.edit,
        )
    )
    assert Event.objects.get().particulars == {"fields": ["currency", "fiscal_year_month"]}


def test_refuses_a_change_made_on_an_older_reading(cast, noon):
    edit_workspace(changes={"currency": "GBP"}, edit=1, actor=cast.actor(), at=noon)

    with pytest.raises(Stale) as refusal:
        edit_workspace(changes={"currency": "CHF"}, edit=1, actor=cast.actor(), at=noon)

    assert (refusal.value.theirs, refusal.value.yours) == ({"currency": "GBP"}, {"currency": "CHF"})
    assert Workspace.objects.get(pk=cast.workspace.pk).currency == "GBP"


@pytest.mark.parametrize("who", ["teammate", "reader"])
def test_refuses_those_who_do_not_manage_it(cast, noon, who):
    with pytest.raises(NotAllowed):
        edit_workspace(changes={"currency": "GBP"}, edit=1, actor=cast.actor(who), at=noon)

    assert Workspace.objects.get(pk=cast.workspace.pk).currency == "EUR"
    assert not Event.objects.exists()


def test_saves_every_setting_from_its_page(cast):
    client = cast.client("owner")
    page = client.get("/w/acme/settings/")
    form = page.context["form"]
    values = {name: field.value() for name in form.fields if (field := form[name]).value() is not None}

    answer = client.post(
        "/w/acme/settings/",
        {**values, "holidays_of": "FR", "week_start": "6", "noun_deal": "opportunity", "average_deal_minor": "12k"},
    )

    stored = Workspace.objects.get(pk=cast.workspace.pk)
    assert answer.status_code == 302
    assert (stored.holidays_of, stored.week_start, stored.average_deal_minor) == ("FR", 6, 1_200_000)
    assert stored.nouns["deal"] == "opportunity"


def test_says_on_the_page_that_somebody_was_faster(cast, noon):
    client = cast.client("owner")
    form = client.get("/w/acme/settings/").context["form"]
    values = {name: field.value() for name in form.fields if (field := form[name]).value() is not None}
    edit_workspace(changes={"currency": "GBP"}, edit=1, actor=cast.actor(), at=noon)

    answer = client.post("/w/acme/settings/", {**values, "currency": "CHF"})

    assert answer.status_code == 422
    assert "Somebody else has just changed these settings" in answer.content.decode()
    assert Workspace.objects.get(pk=cast.workspace.pk).currency == "GBP"


@pytest.mark.parametrize(
    ("chosen", "language", "words"),
    [
        ({}, "fr", "affaire"),
        ({"deal": "opportunity"}, "fr", "opportunité"),
        ({"deal": "opportunity"}, "en-gb", "opportunity"),
        ({"deal": "forgotten"}, "en", "deal"),
    ],
)
def test_speaks_with_the_words_it_chose(chosen, language, words):
    assert noun(chosen, "deal", language).one == words


def test_has_every_word_in_both_languages():
    assert all({"en", "fr"} == set(word) for words in NOUNS.values() for word in words.values())
    assert all(kind in words for kind, words in NOUNS.items())
