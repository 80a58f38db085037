"""What was done together is undone together, once."""

import pytest

from jalon.kernel.errors import NotAllowed
from jalon.timeline.actions import UndoRefused, record, start_operation, undo_operation, undo_with
from jalon.timeline.actions.operations import _undoers
from jalon.timeline.models import Event, Operation
from tests.at_once import at_once
from tests.timeline.verbs import SAID


@pytest.fixture
def undoable():
    """Operations of the kind "test.doing", and the list of those that were undone."""
    undone = []
    undo_with("test.doing", lambda operation, actor, at: undone.append(operation.pk))
    yield undone
    del _undoers["test.doing"]


@pytest.fixture
def operation(cast, noon):
    return start_operation("test.doing", actor=cast.actor(), at=noon, particulars={"cards": 2}).operation_id


def test_undoes_by_the_handler_of_its_kind_and_records_it(cast, noon, operation, undoable):
    undo_operation(operation_id=operation, actor=cast.actor(), at=noon)

    stored = Operation.objects.get()
    assert undoable == [operation]
    assert (stored.undone_at, stored.undone_by) == (noon, cast.owner)
    event = Event.objects.get(verb="operation.undone")
    assert (event.subject_id, event.particulars) == (operation, {"kind": "test.doing"})


def test_is_for_who_did_it_and_for_managers(cast, noon, operation, undoable):
    theirs = start_operation("test.doing", actor=cast.actor("teammate"), at=noon).operation_id

    with pytest.raises(NotAllowed, match="Only who did this"):
        undo_operation(operation_id=operation, actor=cast.actor("teammate"), at=noon)
    undo_operation(operation_id=theirs, actor=cast.actor("owner"), at=noon)

    assert undoable == [theirs]
    assert Operation.objects.get(pk=operation).undone_at is None


def test_refuses_a_second_time(cast, noon, operation, undoable):
    undo_operation(operation_id=operation, actor=cast.actor(), at=noon)

    with pytest.raises(UndoRefused, match="already undone"):
        undo_operation(operation_id=operation, actor=cast.actor(), at=noon)

    assert undoable == [operation]


def test_refuses_a_kind_that_nobody_can_undo(cast, noon):
    lasting = start_operation("test.lasting", actor=cast.actor(), at=noon)

    with pytest.raises(UndoRefused, match="cannot be undone"):
        undo_operation(operation_id=lasting.operation_id, actor=cast.actor(), at=noon)

    assert Operation.objects.get().undone_at is None


def test_stays_when_its_handler_refuses(cast, noon, operation, undoable):
    def refuse(operation, actor, at):
        raise UndoRefused("Somebody moved it since.")

    undo_with("test.doing", refuse)

    with pytest.raises(UndoRefused, match="moved it since"):
        undo_operation(operation_id=operation, actor=cast.actor(), at=noon)

    assert Operation.objects.get().undone_at is None


def test_is_not_there_for_a_stranger(cast, noon, operation, undoable):
    with pytest.raises(Operation.DoesNotExist):
        undo_operation(operation_id=operation, actor=cast.actor("stranger"), at=noon)

    assert undoable == []


def test_leaves_undone_events_out_of_readings(cast, noon, operation, undoable):
    actor = cast.actor().within(operation)
    record(SAID, subject=("deal", operation), actor=actor, at=noon)
    stands = record(SAID, subject=("deal", operation), actor=cast.actor(), at=noon)

    undo_operation(operation_id=operation, actor=cast.actor(), at=noon)

    assert list(Event.objects.filter(verb="test.said").standing()) == [stands]


@pytest.mark.django_db(transaction=True)
def test_lets_one_of_two_win(cast, noon, operation, undoable):
    def undo():
        return undo_operation(operation_id=operation, actor=cast.actor(), at=noon)

    results = at_once(undo, undo)

    assert sorted(type(result).__name__ for result in results) == ["Operation", "UndoRefused"]
    assert undoable == [operation]
    assert Event.objects.filter(verb="operation.undone").count() == 1


def test_is_undone_by_a_plain_form_which_leads_back(cast, noon, operation, undoable):
    client = cast.client("owner")

    answer = client.post(
        f"/w/acme/operations/{operation}/undo/", headers={"Referer": "http://testserver/w/acme/board/"}
    )

    assert (answer.status_code, answer["Location"]) == (302, "http://testserver/w/acme/board/")
    assert undoable == [operation]


def test_never_leads_to_another_site(cast, noon, operation, undoable):
    client = cast.client("owner")

    answer = client.post(f"/w/acme/operations/{operation}/undo/", headers={"Referer": "https://evil.example/"})

    assert answer["Location"] == "/w/acme/"


def test_makes_htmx_read_the_page_anew(cast, noon, operation, undoable):
    client = cast.client("owner")

    answer = client.post(f"/w/acme/operations/{operation}/undo/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Refresh"]) == (200, "true")
