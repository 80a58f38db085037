"""Recording what happened: typed, in the transaction of its change, with the reactions of the rooms above."""

from datetime import timedelta

import pytest
from django.db import transaction

from jalon.orgs.actor import Door
from jalon.timeline.actions import record, record_many
from jalon.timeline.actions.organisation import record_by_name
from jalon.timeline.actions.record import Happening
from jalon.timeline.catalogue import NoParticulars, UnknownVerb, declare
from jalon.timeline.models import Event, EventText
from jalon.timeline.reactions import _reactions, on
from tests.timeline.verbs import SAID, SHOWN, Shown


@pytest.fixture
def subject(cast):
    return ("deal", cast.workspace.pk)


@pytest.fixture
def reaction():
    """Registers reactions for the length of a test."""
    before = {verb: list(known) for verb, known in _reactions.items()}
    yield on
    _reactions.clear()
    _reactions.update(before)


def test_keeps_who_when_and_by_which_door(cast, subject, noon):
    actor = cast.actor("teammate").within(cast.stranger.pk, Door.IMPORT)

    event = record(SHOWN, subject=subject, actor=actor, at=noon, particulars=Shown(times=3))

    stored = Event.objects.get()
    assert stored == event
    assert (stored.verb, stored.version, stored.door) == ("test.shown", 1, "import")
    assert (stored.actor_id, stored.at, stored.operation_id) == (cast.teammate.pk, noon, cast.stranger.pk)
    assert (stored.workspace_id, stored.particulars) == (cast.workspace.pk, {"times": 3})
    assert stored.recorded_at > noon


def test_keeps_what_a_person_wrote_apart(cast, subject, noon):
    event = record(SAID, subject=subject, actor=cast.actor(), at=noon, text="Ms Petit calls back.")

    assert EventText.objects.get().body == "Ms Petit calls back."
    assert "Petit" not in str(event.particulars)


def test_refuses_particulars_of_another_verb(cast, subject, noon):
    with pytest.raises(TypeError, match=r"test\.shown carries Shown, not NoParticulars"):
        record(SHOWN, subject=subject, actor=cast.actor(), at=noon)

    assert not Event.objects.exists()


def test_refuses_a_verb_that_nobody_declared(cast, subject, noon):
    with pytest.raises(UnknownVerb, match=r"no verb test\.never"):
        record_by_name("test.never", subject=subject, actor=cast.actor(), at=noon, particulars={})

    assert not Event.objects.exists()


def test_refuses_a_second_verb_of_the_same_name():
    with pytest.raises(ValueError, match=r"test\.said is declared twice"):
        declare("test.said", en="shouted", fr="a crié")


@pytest.mark.django_db(transaction=True)
def test_refuses_to_record_outside_a_transaction(cast, subject, noon):
    with pytest.raises(transaction.TransactionManagementError):
        record(SAID, subject=subject, actor=cast.actor(), at=noon)

    assert not Event.objects.exists()


def test_runs_the_reactions_to_its_verb_once(cast, subject, noon, reaction):
    seen = []
    reaction("test.said", seen.append)

    said = record(SAID, subject=subject, actor=cast.actor(), at=noon)
    record(SHOWN, subject=subject, actor=cast.actor(), at=noon, particulars=Shown(times=1))

    assert seen == [said]


def test_takes_everything_back_when_a_reaction_fails(cast, subject, noon, reaction):
    def fail(event):
        raise RuntimeError("the room above is on fire")

    reaction("test.said", fail)

    with pytest.raises(RuntimeError, match="on fire"), transaction.atomic():
        record(SAID, subject=subject, actor=cast.actor(), at=noon, text="gone")

    assert not Event.objects.exists()
    assert not EventText.objects.exists()


def test_records_many_at_once_with_their_own_dates(cast, noon):
    days = [noon - timedelta(days=n) for n in range(3)]
    happenings = [Happening(cast.workspace.pk, NoParticulars(), day) for day in days]

    count = record_many(SAID, kind="deal", happenings=happenings, actor=cast.actor())

    assert count == 3
    assert sorted(Event.objects.values_list("at", flat=True)) == sorted(days)
    assert set(Event.objects.values_list("verb", "subject_kind", "actor_id")) == {("test.said", "deal", cast.owner.pk)}
