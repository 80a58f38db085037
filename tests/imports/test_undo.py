"""Undo gives back what nobody touched since, puts changed fields back, and lists what it kept and why."""

from datetime import timedelta

import pytest

from jalon.deals.actions import add_person, create_deal, edit_deal, log_note
from jalon.deals.models import Deal
from jalon.directory.actions import edit_company
from jalon.directory.models import Company, Person
from jalon.imports.actions import NotUndoable, finish_undo, undo_import
from jalon.imports.models import Status
from jalon.imports.queries import kept_rows
from jalon.timeline.actions import UndoRefused, undo_operation
from jalon.timeline.models import Event, Operation
from tests.imports.conftest import mute

BOOK = (
    "Deal id,Deal,Company,Contact,E-mail,Stage,Amount\n"
    "A,One,Acme,Ada,ada@acme.fr,Qualify,100\n"
    "B,Two,Acme,Bo,bo@acme.fr,Present,200\n"
    "C,Three,Beta,,,Lost,300\n"
)


@pytest.fixture
def undo(cast, noon):
    def undo(import_, days=1):
        at = noon + timedelta(days=days)
        undo_import(import_=import_, actor=cast.actor(), at=at)
        finish_undo(import_=import_, progress=mute, at=at)
        return import_

    return undo


def live(model):
    return model.objects.filter(trashed_at=None)


def test_removes_everything_when_nobody_touched_it(load, undo, pipeline):
    import_ = undo(load({"deals.csv": BOOK}))

    assert [live(model).count() for model in (Deal, Company, Person)] == [0, 0, 0]
    assert import_.given_back == {"trashed": 7}
    assert import_.status == Status.UNDONE


def test_voids_the_operation_and_records_each_removal_in_it(load, undo, pipeline):
    import_ = undo(load({"deals.csv": BOOK}))

    assert Operation.objects.get(pk=import_.operation_id).undone_at is not None
    assert Event.objects.filter(operation_id=import_.operation_id, verb="deal.trashed").count() == 3
    assert not Event.objects.standing().filter(operation_id=import_.operation_id, verb="deal.imported").exists()


def test_keeps_what_was_edited_or_worked_on_and_what_it_stands_on(load, undo, pipeline, cast, noon):
    import_ = load({"deals.csv": BOOK})
    edit_deal(deal=Deal.objects.get(reference="A"), changes={"source": "Web"}, actor=cast.actor(), at=noon)
    log_note(deal=Deal.objects.get(reference="C"), text="Called back", actor=cast.actor(), at=noon)

    undo(import_)

    assert sorted(live(Deal).values_list("reference", flat=True)) == ["A", "C"]
    assert sorted(live(Company).values_list("name", flat=True)) == ["Acme", "Beta"]
    assert list(live(Person).values_list("name", flat=True)) == ["Ada"]
    assert import_.given_back == {"trashed": 2, "kept": 5}
    assert (2, "deal", "Somebody has worked on it since.") in kept_rows(import_)
    assert (2, "company", "Another record needs it.") in kept_rows(import_)


def test_leaves_the_operation_standing_when_something_was_kept(load, undo, pipeline, cast, noon):
    import_ = load({"deals.csv": BOOK})
    edit_deal(deal=Deal.objects.get(reference="A"), changes={"source": "Web"}, actor=cast.actor(), at=noon)

    undo(import_)

    assert Operation.objects.get(pk=import_.operation_id).undone_at is None


def test_keeps_a_company_that_a_later_deal_is_with(load, undo, pipeline, cast, noon):
    import_ = load({"deals.csv": BOOK})
    beta, ada = Company.objects.get(name="Beta"), Person.objects.get(name="Ada")
    later = create_deal(pipeline=pipeline, title="Later", company=beta, actor=cast.actor(), at=noon)
    add_person(deal=later, person=ada, role="", actor=cast.actor(), at=noon)

    undo(import_)

    assert list(live(Company).values_list("name", flat=True).order_by("name")) == ["Acme", "Beta"]
    assert list(live(Person).values_list("name", flat=True)) == ["Ada"]


def test_puts_back_what_an_update_changed_unless_it_was_changed_since(load, undo, pipeline, cast, noon):
    load({"deals.csv": BOOK})
    import_ = load(
        {"deals.csv": "Deal id,Deal,Amount,Source\nA,One bis,150,Fair\nB,Two bis,250,Fair\n"}, duplicates="update"
    )
    edit_deal(deal=Deal.objects.get(reference="B"), changes={"title": "By hand"}, actor=cast.actor(), at=noon)

    undo(import_)

    first, second = Deal.objects.get(reference="A"), Deal.objects.get(reference="B")
    assert (first.title, first.one_off_minor, first.source) == ("One", 10_000, "")
    assert (second.title, second.one_off_minor, second.source) == ("By hand", 20_000, "")
    assert import_.given_back == {"restored": 1, "kept": 1}
    assert kept_rows(import_) == [(3, "deal", "Somebody has changed it since: title.")]


def test_puts_a_moved_deal_and_a_closed_one_back(load, undo, pipeline, cast, noon):
    load({"deals.csv": BOOK})
    import_ = load({"deals.csv": "Deal id,Stage,Loss reason\nB,Qualify,\nA,Lost,Price\n"}, duplicates="update")
    assert Deal.objects.get(reference="B").stage.key == "QUALIFY"

    undo(import_)

    assert (Deal.objects.get(reference="A").outcome, Deal.objects.get(reference="A").reason) == ("open", "")
    kept = Deal.objects.get(reference="B")
    assert kept.stage.key == "QUALIFY"  # forward again is the gate's to allow
    assert import_.given_back == {"restored": 1, "kept": 1}


def test_puts_companies_and_people_back(load, undo, pipeline, cast, noon):
    load({"people.csv": "Full name,E-mail,Phone,Company,City\nAda,ada@acme.fr,01 02 03 04 05,Acme,Lyon\n"})
    import_ = load(
        {"people.csv": "Full name,E-mail,Phone,Company,City\nAda M,ada@acme.fr,06 07 08 09 10,Acme,Metz\n"},
        duplicates="update",
    )
    edit_company(company=Company.objects.get(), changes={"city": "Brest"}, actor=cast.actor(), at=noon)

    undo(import_)

    assert (Person.objects.get().name, Person.objects.get().phone) == ("Ada", "01 02 03 04 05")
    assert Company.objects.get().city == "Brest"


def test_is_refused_after_seven_days_and_changes_nothing(load, undo, pipeline):
    import_ = load({"deals.csv": BOOK})

    with pytest.raises(NotUndoable):
        undo(import_, days=7)
    assert live(Deal).count() == 3


def test_happens_once_when_two_ask(load, undo, pipeline, cast, noon):
    import_ = load({"deals.csv": BOOK})
    undo_import(import_=import_, actor=cast.actor(), at=noon)

    with pytest.raises(NotUndoable):
        undo_import(import_=import_, actor=cast.actor(), at=noon)
    finish_undo(import_=import_, progress=mute, at=noon)
    finish_undo(import_=import_, progress=mute, at=noon)

    assert Event.objects.filter(verb="import.undone").count() == 1


def test_is_refused_to_who_would_undo_the_operation_from_elsewhere(load, pipeline, cast, noon):
    import_ = load({"deals.csv": BOOK})

    with pytest.raises(UndoRefused):
        undo_operation(operation_id=import_.operation_id, actor=cast.actor(), at=noon)
    assert live(Deal).count() == 3


def test_lets_the_same_file_be_imported_anew(load, undo, pipeline):
    undo(load({"deals.csv": BOOK}))

    again = load({"deals.csv": BOOK})

    assert again.counts["went"]["new"] == 3
    assert [live(model).count() for model in (Deal, Company, Person)] == [3, 2, 2]
