"""Writing down notes, calls and meetings."""

import pytest

from jalon.deals.actions import CannotLog, NothingWritten, log_call, log_meeting, log_note
from jalon.directory.actions import create_person
from jalon.kernel.errors import NotAllowed
from tests.deals.said import events, verbs


@pytest.fixture
def ada(cast, noon):
    return create_person(name="Ada", actor=cast.actor(), at=noon)


@pytest.fixture
def theirs(cast, noon):
    return create_person(name="Theirs", actor=cast.actor("stranger"), at=noon)


def test_keeps_a_note_out_of_the_particulars(cast, deal, later):
    log_note(deal=deal, text="  He likes trains. ", actor=cast.actor("teammate"), at=later())

    event = events(deal)[-1]
    assert (event.verb, event.particulars, event.text.body) == ("note.added", {}, "He likes trains.")
    assert event.actor_id == cast.teammate.pk


def test_refuses_an_empty_note(cast, deal, later):
    with pytest.raises(NothingWritten):
        log_note(deal=deal, text=" \n ", actor=cast.actor(), at=later())

    assert verbs(deal) == ["deal.created"]


def test_keeps_a_call_with_whom_how_long_and_whether_it_was_answered(cast, deal, ada, later):
    log_call(deal=deal, text="", reached=False, minutes=3, person=ada, actor=cast.actor(), at=later())

    event = events(deal)[-1]
    assert event.particulars == {"reached": False, "minutes": 3, "person_id": str(ada.pk)}
    assert not hasattr(event, "text")


def test_keeps_a_meeting_with_those_who_came(cast, deal, ada, later):
    log_meeting(deal=deal, text="All went well", minutes=60, people=[ada], actor=cast.actor(), at=later())

    event = events(deal)[-1]
    assert event.particulars == {"minutes": 60, "person_ids": [str(ada.pk)]}
    assert event.text.body == "All went well"


def test_refuses_people_of_another_workspace_and_time_that_runs_backwards(cast, deal, theirs, later):
    facts = {"deal": deal, "text": "", "actor": cast.actor(), "at": later()}

    with pytest.raises(CannotLog):
        log_call(reached=True, person=theirs, **facts)
    with pytest.raises(CannotLog):
        log_call(reached=True, minutes=-1, **facts)
    with pytest.raises(CannotLog):
        log_meeting(people=[theirs], **facts)

    assert verbs(deal) == ["deal.created"]


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(cast, deal, later, who):
    facts = {"deal": deal, "text": "x", "actor": cast.actor(who), "at": later()}

    for log in (lambda: log_note(**facts), lambda: log_call(reached=True, **facts), lambda: log_meeting(**facts)):
        with pytest.raises(NotAllowed):
            log()

    assert verbs(deal) == ["deal.created"]
