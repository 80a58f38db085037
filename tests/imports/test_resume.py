"""An import that is cut short, or run by two at once, loses and doubles nothing."""

from collections import Counter
from importlib import import_module

import pytest

from jalon.deals.models import Deal, DealPerson, StageVisit
from jalon.directory.models import Company, Person
from jalon.imports.actions import finish_run, finish_undo, run_import, undo_import
from jalon.imports.models import Import, ImportChunk, Phase, Status
from jalon.imports.running import outcomes_of
from jalon.timeline.models import Event
from tests.at_once import at_once
from tests.imports.conftest import mute

chunked = import_module("jalon.imports.running.carry_out")
ROWS = 60


class PulledOut(Exception):  # noqa: N818 - what a killed worker leaves
    """The plug."""


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(chunked, "AT_ONCE", 10)


def book(rows=ROWS):
    lines = [f"R{n},Deal {n},Company {n % 7},Person {n},p{n}@x.fr,Qualify,{n}" for n in range(rows)]
    return "Deal id,Deal,Company,Contact,E-mail,Stage,Amount\n" + "\n".join(lines) + "\n"


def counts():
    return [model.objects.count() for model in (Deal, StageVisit, Company, Person, DealPerson)]


def events():
    return Counter(Event.objects.filter(verb__endswith=".imported").values_list("verb", flat=True))


def pull_out_after(chunks):
    """A progress that kills the run once so many chunks were written."""

    def say(_done, _total):
        if ImportChunk.objects.count() >= chunks:
            raise PulledOut

    return say


@pytest.mark.parametrize("chunks", [1, 3, 8])
def test_goes_on_where_it_was_cut_short(begin, check, pipeline, cast, noon, chunks):
    import_ = check(begin({"deals.csv": book()}))
    run_import(import_=import_, actor=cast.actor(), at=noon)
    with pytest.raises(PulledOut):
        finish_run(import_=import_, progress=pull_out_after(chunks), at=noon)
    assert Import.objects.get(pk=import_.pk).status == Status.RUNNING

    finish_run(import_=import_, progress=mute, at=noon)

    assert counts() == [ROWS, ROWS, 7, ROWS, ROWS]
    assert events() == {"deal.imported": ROWS, "company.imported": 7, "person.imported": ROWS}
    assert import_.counts["went"]["new"] == ROWS
    rows = [row for frame in outcomes_of(import_, Phase.DEALS) for row in frame["row"].to_list()]
    assert sorted(rows) == list(range(2, ROWS + 2))


def test_writes_nothing_of_a_chunk_that_fails(begin, check, pipeline, cast, noon, monkeypatch):
    import_ = check(begin({"deals.csv": book()}))
    run_import(import_=import_, actor=cast.actor(), at=noon)
    monkeypatch.setattr(chunked, "packed", lambda _outcomes: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        finish_run(import_=import_, progress=mute, at=noon)

    assert counts() == [0, 0, 0, 0, 0]
    assert events() == {}


def test_an_undo_goes_on_where_it_was_cut_short(begin, check, pipeline, cast, noon):
    import_ = check(begin({"deals.csv": book()}))
    run_import(import_=import_, actor=cast.actor(), at=noon)
    finish_run(import_=import_, progress=mute, at=noon)
    undo_import(import_=import_, actor=cast.actor(), at=noon)

    def pull_out(done, _total):
        if done == 4:
            raise PulledOut

    with pytest.raises(PulledOut):
        finish_undo(import_=import_, progress=pull_out, at=noon)
    finish_undo(import_=import_, progress=mute, at=noon)

    assert import_.given_back == {"trashed": 2 * ROWS + 7}
    assert Deal.objects.filter(trashed_at=None).count() == 0
    assert Event.objects.filter(verb="deal.trashed").count() == ROWS


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_import_double_nothing(begin, check, pipeline, cast, noon):
    import_ = check(begin({"deals.csv": book()}))
    run_import(import_=import_, actor=cast.actor(), at=noon)

    def work():
        finish_run(import_=Import.objects.get(pk=import_.pk), progress=mute, at=noon)

    assert at_once(work, work) == [None, None]

    assert counts() == [ROWS, ROWS, 7, ROWS, ROWS]
    assert events() == {"deal.imported": ROWS, "company.imported": 7, "person.imported": ROWS}
    assert Event.objects.filter(verb="import.finished").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_import_one_file_at_once_get_each_record_once(begin, check, pipeline, cast, noon):
    both = [check(begin({"deals.csv": book()})) for _person in range(2)]
    for import_ in both:
        run_import(import_=import_, actor=cast.actor(), at=noon)

    def work(import_):
        finish_run(import_=Import.objects.get(pk=import_.pk), progress=mute, at=noon)

    assert at_once(lambda: work(both[0]), lambda: work(both[1])) == [None, None]

    assert counts() == [ROWS, ROWS, 7, ROWS, ROWS]
    went = [Import.objects.get(pk=import_.pk).counts["went"] for import_ in both]
    assert sum(one["new"] for one in went) == ROWS
    assert sum(one["skipped"] for one in went) == ROWS


@pytest.mark.django_db(transaction=True)
def test_two_who_click_run_at_once_start_it_once(begin, check, pipeline, cast, noon):
    import_ = check(begin({"deals.csv": book(3)}))

    def click():
        run_import(import_=Import.objects.get(pk=import_.pk), actor=cast.actor(), at=noon)

    results = at_once(click, click)

    assert sorted(type(result).__name__ for result in results) == ["NoneType", "NotReady"]
    assert Event.objects.filter(verb="import.started").count() == 1
