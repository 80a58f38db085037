"""The buying circle of a deal."""

import pytest

from jalon.deals.actions import NotInDeal, add_person, remove_person
from jalon.deals.models import DealPerson
from jalon.directory.actions import create_person
from jalon.directory.models import Person
from jalon.kernel.errors import NotAllowed
from tests.deals.said import events, verbs


@pytest.fixture
def ada(cast, noon):
    return create_person(name="Ada Lovelace", actor=cast.actor(), at=noon)


@pytest.fixture
def add(cast, deal, later):
    def add(person, role="champion", *, by="owner"):
        return add_person(deal=deal, person=person, role=role, actor=cast.actor(by), at=later())

    return add


def circle(deal):
    return list(deal.people.values_list("person__name", "role"))


def test_takes_a_person_in_with_a_role(add, ada, deal):
    add(ada, by="teammate")

    assert circle(deal) == [("Ada Lovelace", "champion")]
    assert events(deal)[-1].particulars == {"person_id": str(ada.pk), "role": "champion"}


def test_changes_the_role_of_one_who_is_in_it(add, ada, deal):
    add(ada, "champion")
    add(ada, "economic_buyer")

    assert circle(deal) == [("Ada Lovelace", "economic_buyer")]
    assert verbs(deal)[1:] == ["deal.person_added", "deal.person_added"]


def test_lets_a_person_go_and_keeps_their_record(cast, add, ada, deal, later):
    add(ada)

    remove_person(deal=deal, person=ada, actor=cast.actor("teammate"), at=later(2))

    assert circle(deal) == []
    assert Person.objects.filter(pk=ada.pk).exists()
    assert verbs(deal)[-1] == "deal.person_removed"


def test_cannot_let_go_of_who_is_not_in_it(cast, ada, deal, later):
    with pytest.raises(NotInDeal):
        remove_person(deal=deal, person=ada, actor=cast.actor(), at=later())

    assert verbs(deal) == ["deal.created"]


def test_refuses_people_of_another_workspace(cast, add, deal, noon):
    theirs = create_person(name="Theirs", actor=cast.actor("stranger"), at=noon)

    with pytest.raises(NotInDeal):
        add(theirs)

    assert circle(deal) == []


def test_refuses_a_role_that_cannot_be_kept(add, ada, deal):
    with pytest.raises(NotInDeal) as refused:
        add(ada, "x" * 31)

    assert (refused.value.field, circle(deal)) == ("role", [])


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(cast, add, ada, deal, later, who):
    add(ada)

    with pytest.raises(NotAllowed):
        add(ada, "blocker", by=who)
    with pytest.raises(NotAllowed):
        remove_person(deal=deal, person=ada, actor=cast.actor(who), at=later(2))

    assert circle(deal) == [("Ada Lovelace", "champion")]
    assert DealPerson.objects.count() == 1
