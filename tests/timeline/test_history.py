"""What happened to a record, newest first, in the reader's language, never another workspace's."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from jalon.kernel.ids import new_id
from jalon.orgs.actor import Actor
from jalon.timeline.actions import record, redact_text, start_operation, undo_operation, undo_with
from jalon.timeline.queries import history
from tests.timeline.verbs import SAID, SHOWN, Shown

DEAL = ("deal", uuid4())
COMPANY = ("company", uuid4())


@pytest.fixture
def say(cast, noon):
    def say(subject=DEAL, days=0, text="", actor=None, verb=SAID, **particulars):
        facts = Shown(**particulars) if particulars else None
        at = noon + timedelta(days=days)
        return record(verb, subject=subject, actor=actor or cast.actor(), at=at, text=text, particulars=facts)

    return say


def test_gives_the_newest_first_by_when_it_happened(cast, say):
    second, third, first = say(days=2), say(days=3), say(days=1)

    entries = history(cast.reader, subjects=[DEAL])

    assert [entry.event_id for entry in entries] == [third.pk, second.pk, first.pk]


def test_says_it_in_the_readers_language(cast, say):
    say(text="They call back.")

    with translation.override("fr"):
        (entry,) = history(cast.reader, subjects=[DEAL])

    assert (entry.words, entry.actor_name, entry.text) == ("a dit quelque chose", "Olga", "They call back.")


def test_joins_subjects_and_keeps_to_the_verbs_asked_for(cast, say):
    say(COMPANY, days=1)
    shown = say(DEAL, days=2, verb=SHOWN, times=2)
    say(("person", uuid4()), days=3)

    both = history(cast.owner, subjects=[DEAL, COMPANY])
    only = history(cast.owner, subjects=[DEAL, COMPANY], kinds={"test.shown"})

    assert len(both) == 2
    assert [(entry.event_id, entry.particulars) for entry in only] == [(shown.pk, {"times": 2})]


def test_goes_on_where_the_last_page_ended(cast, say):
    same_day = [say(days=1) for _ in range(5)]
    newest_first = [event.pk for event in reversed(same_day)]

    first = history(cast.owner, subjects=[DEAL], limit=2)
    rest = history(cast.owner, subjects=[DEAL], before=first[-1].event_id)

    assert [entry.event_id for entry in first + rest] == newest_first


def test_shows_nothing_to_a_stranger(cast, say):
    event = say()

    assert history(cast.stranger, subjects=[DEAL]) == []
    assert history(cast.stranger, subjects=[DEAL], before=event.pk) == []


def test_shows_nothing_of_a_stranger(cast, say):
    say(actor=Actor(cast.stranger))

    assert history(cast.owner, subjects=[DEAL]) == []


def test_marks_what_was_undone(cast, say, noon):
    undo_with("test.saying", lambda operation, actor, at: None)
    actor = start_operation("test.saying", actor=cast.actor(), at=noon)
    undone, stands = say(actor=actor, days=1), say(days=2)

    undo_operation(operation_id=actor.operation_id, actor=cast.actor(), at=noon)

    entries = history(cast.owner, subjects=[DEAL])
    assert {entry.event_id: entry.undone for entry in entries} == {undone.pk: True, stands.pk: False}


def test_shows_that_a_text_was_erased_and_not_what_it_said(cast, say, noon):
    event = say(text="Her telephone is 06 12 34 56 78.")

    redact_text(event_id=event.pk, actor=cast.actor(), at=noon)

    entry = next(entry for entry in history(cast.owner, subjects=[DEAL]) if entry.event_id == event.pk)
    assert (entry.text, entry.is_redacted) == ("", True)


def test_asks_the_database_five_times_however_long_it_is(cast, say, django_assert_max_num_queries):
    for _ in range(30):
        say(text="x", actor=cast.actor("teammate").within(new_id()))

    with django_assert_max_num_queries(5):
        assert len(history(cast.owner, subjects=[DEAL])) == 30
