"""People: created, edited, trashed, found."""

import pytest
from django.http import Http404

from jalon.directory.actions import (
    CannotSave,
    RecordChanged,
    create_company,
    create_person,
    edit_person,
    restore_person,
    trash_person,
)
from jalon.directory.models import Person
from jalon.directory.queries import people, person_for
from jalon.kernel.errors import NotAllowed
from jalon.timeline.models import Event


@pytest.fixture
def edit(cast, person, later):
    def edit(*, by="owner", edit=None, row=None, **changes):
        return edit_person(person=row or person, changes=changes, edit=edit, actor=cast.actor(by), at=later())

    return edit


def values(row):
    return Person.objects.filter(pk=row.pk).values().get()


def test_is_created_with_a_tidy_e_mail_address(person, company):
    assert (person.name, person.email, person.company) == ("Ada Lovelace", "ada@example.com", company)
    assert person.search_key == "ada lovelace ada@example.com"


def test_is_edited_and_found_by_the_new_name(edit, person):
    edit(name=" Ada King ", email="ADA@KING.uk", edit=1)

    kept = values(person)
    assert (kept["name"], kept["email"], kept["edit"]) == ("Ada King", "ada@king.uk", 2)
    assert kept["search_key"] == "ada king ada@king.uk"


def test_can_lose_the_e_mail_address(edit, person):
    edit(email="")

    assert (values(person)["email"], values(person)["search_key"]) == ("", "ada lovelace")


def test_keeps_personal_data_out_of_particulars(edit, person):
    edit(name="Ada King")

    events = Event.objects.filter(subject_id=person.pk)
    assert all("Ada" not in str(event.particulars) for event in events)


def test_is_refused_on_an_old_reading_with_both_values(cast, edit, person):
    mine = person_for(cast.owner, person.pk)
    edit(name="Theirs")

    with pytest.raises(RecordChanged) as stale:
        edit(row=mine, edit=1, name="Mine")

    assert (stale.value.theirs, stale.value.yours) == ({"name": "Theirs"}, {"name": "Mine"})
    assert values(person)["name"] == "Theirs"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": None}, "name"),
        ({"phone": "1" * 41}, "phone"),
        ({"search_key": "x"}, "search_key"),
    ],
)
def test_refuses_what_a_field_cannot_hold_and_names_it(cast, edit, person, noon, changes, field):
    before = values(person)

    with pytest.raises(CannotSave) as edited:
        edit(**changes)
    with pytest.raises(CannotSave) as created:
        create_person(**{"name": "New", **changes}, actor=cast.actor(), at=noon)

    assert (edited.value.field, created.value.field) == (field, field)
    assert values(person) == before


def test_refuses_company_and_owner_of_another_workspace(cast, edit, person, company, noon):
    theirs = create_company(name="Theirs", actor=cast.actor("stranger"), at=noon)

    for changes in ({"company": theirs}, {"owner": cast.stranger}):
        with pytest.raises(CannotSave):
            edit(**changes)
        with pytest.raises(CannotSave):
            create_person(name="New", actor=cast.actor(), at=noon, **changes)

    assert (Person.objects.get().company, Person.objects.get().owner) == (company, None)


def test_goes_to_the_trash_and_comes_back(cast, person, later):
    trash_person(person=person, actor=cast.actor(), at=later())
    gone = people(cast.owner).rows
    restore_person(person=person, actor=cast.actor(), at=later(2))

    assert (gone, people(cast.owner).rows) == ([], [person])


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(cast, edit, person, later, who):
    before = values(person)

    for act in (
        lambda: edit(by=who, name="Mine"),
        lambda: trash_person(person=person, actor=cast.actor(who), at=later()),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert values(person) == before
    with pytest.raises(NotAllowed):
        create_person(name="New", actor=cast.actor("reader"), at=later())


def test_is_found_by_id_in_its_workspace_alone(cast, person):
    assert person_for(cast.reader, person.pk) == person
    with pytest.raises(Http404):
        person_for(cast.stranger, person.pk)


def test_are_found_by_any_part_of_name_or_address(cast, person, noon):
    create_person(name="Zoé", actor=cast.actor(), at=noon)

    assert [row.name for row in people(cast.owner, q="LACE").rows] == ["Ada Lovelace"]
    assert [row.name for row in people(cast.owner, q="zoe").rows] == ["Zoé"]
    assert people(cast.stranger).rows == []
