"""A deal's page: its head, its tabs, and what is written down there."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.deals.actions import add_person, close_deal, log_note, move_stage, remove_person, reopen_deal, state_evidence
from jalon.deals.models import Deal, DealPerson, Evidence
from jalon.directory.actions import create_company, create_person
from jalon.directory.models import Person
from jalon.timeline.models import EventText
from tests.deals.pages import HTMX, texts, toast, values, with_class
from tests.deals.said import row, state, verbs


@pytest.fixture
def open_deal(browse):
    def open_deal(deal, part="", who="owner", **more):
        return browse(who).get(f"/w/acme/deals/{deal.pk}/{part}", **more)

    return open_deal


@pytest.fixture
def send(browse):
    def send(deal, to, who="owner", on="deal", **fields):
        return browse(who).post(f"/w/acme/deals/{deal.pk}/{to}/?on={on}", fields, headers=HTMX)

    return send


def test_shows_name_account_amount_dates_owner_and_pole(open_deal, make, cast, noon):
    company = create_company(name="Bois & Fils", actor=cast.actor(), at=noon)
    deal = make(stage="PRESENT", company=company, close_on=date(2026, 11, 3))

    answer = open_deal(deal)

    assert texts(answer, with_class("record__title")) == ["Licences"]
    assert texts(answer, with_class("record__under")) == ["Bois & Fils €1,000 expected 3 Nov 2026 O Olga Late"]
    assert values(answer, "//*[@class='pole__band']/@data-state") == ["skipped", "current", "todo", "todo"]
    assert values(answer, "//*[@class='pole__link']/@href")[2] == f"/w/acme/deals/{deal.pk}/process/?stage=DECIDE"


def test_warns_of_what_is_missing_or_past(open_deal, make):
    deal = make(stage="PRESENT", one_off_minor=None, close_on=date(2026, 11, 3))

    assert texts(open_deal(deal), "//*[@class='warnings']/li") == [
        "The expected close date is past.",
        "No amount yet, although it is an opportunity.",
        "Nobody of the buyer’s side is named yet.",
    ]


def test_gives_a_reader_no_way_to_write(open_deal, deal):
    answer = open_deal(deal, who="reader")

    assert values(answer, "//main//form") == []
    assert values(answer, "//main//@data-edit-url") == []


def test_tells_what_happened_newest_first(open_deal, deal, cast, stages, later):
    log_note(deal=deal, text="They call back\non Monday", actor=cast.actor(), at=later(hours=1))
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later(hours=2), override="Known for years")

    answer = open_deal(deal)

    assert texts(answer, with_class("moment__line")) == [
        "Olga moved the deal: Qualify → Present (advanced in spite of the gate) 1 day ago",
        "Olga wrote a note 1 day ago",
        "Olga created the deal 2 days ago",
    ]
    assert texts(answer, with_class("moment__body")) == ["Known for years", "They call backon Monday"]


def test_names_stages_as_the_board_does_when_it_tells_of_a_move(open_deal, deal, cast, stages, later):
    cast.workspace.label_set = "noun"
    cast.workspace.save()
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later(hours=2), override="Known for years")

    answer = open_deal(deal)

    assert texts(answer, with_class("moment__line"))[0].startswith("Olga moved the deal: Qualify noun → Present noun (")


def test_folds_what_the_system_wrote(open_deal, deal, cast, later):
    for number, criterion in enumerate(("need", "budget", "need")):
        state_evidence(deal=deal, criterion=criterion, level="stated", actor=cast.actor(), at=later(hours=number))

    answer = open_deal(deal)

    assert texts(answer, with_class("fold__summary")) == ["4 changes · 1 day ago"]


def test_never_folds_a_gate_passed_in_spite_of_it_a_closing_or_a_reopening(open_deal, deal, cast, stages, later):
    state_evidence(deal=deal, criterion="need", level="stated", actor=cast.actor(), at=later(hours=1))
    state_evidence(deal=deal, criterion="budget", level="stated", actor=cast.actor(), at=later(hours=2))
    move_stage(deal=deal, to=stages["DECIDE"], actor=cast.actor(), at=later(hours=3), override="They insist")
    closed = close_deal(deal=deal, outcome="lost", reason="price", actor=cast.actor(), at=later(hours=4))
    reopen_deal(deal=closed, actor=cast.actor(), at=later(hours=5))

    answer = open_deal(deal)

    alone = texts(answer, "//*[contains(@class, 'moment__line') and not(ancestor::details[@class='fold'])]")
    assert [line.split(" deal")[0] for line in alone] == ["Olga reopened the", "Olga closed the", "Olga moved the"]
    assert texts(answer, with_class("moment__body")) == ["They insist"]
    assert texts(answer, with_class("fold__summary")) == ["3 changes · 1 day ago"]


def test_filters_the_timeline_by_type(open_deal, deal, cast, noon):
    log_note(deal=deal, text="A note", actor=cast.actor(), at=noon)

    answer = open_deal(deal, "timeline/?only=notes", headers=HTMX)

    assert texts(answer, with_class("moment__body")) == ["A note"]
    assert len(values(answer, with_class("moment") + "/@class")) == 1
    assert texts(answer, with_class("chip--on")) == ["Notes"]


def test_writes_a_note_and_shows_the_page_again(send, deal):
    answer = send(deal, "notes", text="They call back")

    assert verbs(deal) == ["deal.created", "note.added"]
    assert texts(answer, with_class("moment__body")) == ["They call back"]
    assert toast(answer)["message"] == "Note saved."


def test_refuses_an_empty_note(send, deal):
    answer = send(deal, "notes", text="  ")

    assert answer.status_code == 422
    assert verbs(deal) == ["deal.created"]


def test_asks_whom_a_call_was_with_among_the_people_of_the_deal_alone(browse, deal, cast, noon):
    person = create_person(name="Paula Petit", actor=cast.actor(), at=noon)
    add_person(deal=deal, person=person, role="champion", actor=cast.actor(), at=noon)

    answer = browse("owner").get(f"/w/acme/deals/{deal.pk}/calls/")

    assert values(answer, "//input[@name='person']/@type") == ["hidden", "radio"]


def test_logs_a_call_with_somebody_of_the_circle(send, deal, cast, noon):
    person = create_person(name="Paula Petit", actor=cast.actor(), at=noon)
    add_person(deal=deal, person=person, role="champion", actor=cast.actor(), at=noon)

    answer = send(deal, "calls", reached="no", minutes="3", text="Voicemail", person=str(person.pk))

    assert answer.status_code == 200
    assert texts(answer, with_class("moment__line"))[0].startswith("Olga logged a call: no answer, 3 minutes")


def test_logs_a_meeting_with_those_who_came(send, deal, cast, noon):
    people = [create_person(name=name, actor=cast.actor(), at=noon) for name in ("Paula Petit", "Marc Roy")]
    parts = [add_person(deal=deal, person=one, role="", actor=cast.actor(), at=noon) for one in people]

    answer = send(deal, "meetings", minutes="45", text="Demo", part=str(parts[1].pk))

    assert texts(answer, with_class("moment__line"))[0].startswith("Olga logged a meeting: 45 minutes, Marc Roy")


GONE = "Somebody you chose is no longer in this deal. Choose again whom it was with."


def test_keeps_a_call_typed_with_somebody_who_was_taken_off_meanwhile(send, deal, cast, noon):
    person = create_person(name="Paula Petit", actor=cast.actor(), at=noon)

    answer = send(deal, "calls", reached="no", minutes="3", text="Voicemail", person=str(person.pk))

    assert answer.status_code == 422
    assert texts(answer, "//*[@class='errors__list']/li") == [GONE]
    assert texts(answer, "//textarea[@name='text']") == ["Voicemail"]
    assert values(answer, "//input[@type='hidden'][@name='person']/@value") == []
    assert verbs(deal) == ["deal.created"]


def test_keeps_a_meeting_typed_with_somebody_who_was_taken_off_meanwhile(send, deal, cast, noon):
    people = [create_person(name=name, actor=cast.actor(), at=noon) for name in ("Paula Petit", "Marc Roy")]
    parts = [add_person(deal=deal, person=one, role="", actor=cast.actor(), at=noon) for one in people]
    remove_person(deal=deal, person=people[1], actor=cast.actor(), at=noon)
    before = verbs(deal)

    answer = send(deal, "meetings", minutes="45", text="Demo", part=[str(part.pk) for part in parts])

    assert answer.status_code == 422
    assert texts(answer, "//*[@class='errors__list']/li") == [GONE]
    assert texts(answer, "//textarea[@name='text']") == ["Demo"]
    assert verbs(deal) == before


def test_shows_the_criteria_of_the_stage_with_their_evidence(open_deal, make, cast, noon):
    deal = make(stage="PRESENT")
    state_evidence(deal=deal, criterion="champion", level="stated", actor=cast.actor(), at=noon)

    answer = open_deal(deal, "process/")

    assert values(answer, "//*[@class='criterion']/@data-met") == ["no", "no"]
    assert texts(answer, with_class("criterion__detail")) == ["Olga, 2 Nov 2026 · needs: confirmed by the buyer"]
    assert texts(answer, with_class("days__words")) == ["2 days in this stage half take up to 4, nine in ten up to 10"]


def test_previews_another_stage_to_read_only(open_deal, deal):
    answer = open_deal(deal, "process/?stage=DECIDE")

    assert texts(answer, with_class("process-head__name")) == ["Decide"]
    assert texts(answer, with_class("criterion__text")) == ["signed"]
    assert values(answer, "//*[@class='evidence']") == []
    assert values(answer, "//*[@aria-expanded='true']/@href") == [f"/w/acme/deals/{deal.pk}/process/?stage=DECIDE"]


def test_states_evidence_in_place_and_withdraws_it(send, deal):
    stated = send(deal, "evidence", stage="QUALIFY", criterion="need", level="buyer", note="Mail")
    level = Evidence.objects.get(withdrawn_at=None).level
    withdrawn = send(deal, "evidence", stage="QUALIFY", criterion="need", level="")

    assert (stated.status_code, level, withdrawn.status_code) == (200, "buyer", 200)
    assert not Evidence.objects.filter(withdrawn_at=None).exists()
    assert EventText.objects.get(body="Mail").event.verb == "evidence.stated"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"level": "certain"}, "Confirmation: Select a valid choice. certain is not one of the available choices."),
        ({"criterion": ""}, "Criterion: This field is required."),
        ({"note": "x" * 2_001}, "Note: Ensure this value has at most 2000 characters (it has 2001)."),
    ],
)
def test_says_what_is_wrong_with_evidence_and_what_to_do(send, deal, sent, said):
    answer = send(deal, "evidence", **{"stage": "QUALIFY", "criterion": "need", "level": "buyer", **sent})

    assert answer.status_code == 422
    assert texts(answer, "//p")[:2] == [said, "Nothing was recorded. Correct it and try again."]
    assert verbs(deal) == ["deal.created"]


def test_sets_the_next_step_and_refuses_it_on_an_older_reading(send, deal):
    set_ = send(deal, "next-step", next_step="Call Paula", next_step_on="2026-11-09", edit="1")
    stale = send(deal, "next-step", next_step="Call Marc", next_step_on="2026-11-10", edit="1")

    assert (set_.status_code, stale.status_code) == (200, 409)
    assert (row(deal).next_step, row(deal).next_step_on) == ("Call Paula", date(2026, 11, 9))


def test_adds_somebody_new_to_the_circle_in_their_company(send, make, cast, noon):
    company = create_company(name="Bois & Fils", actor=cast.actor(), at=noon)
    deal = make(company=company)

    answer = send(deal, "people", name="Paula Petit", email="Paula@Bois.fr", role="champion")

    person = Person.objects.get()
    assert (person.name, person.email, person.company) == ("Paula Petit", "paula@bois.fr", company)
    assert values(answer, "//select[@aria-label='Role of Paula Petit']/option[@selected]/@value") == ["champion"]


def test_adds_somebody_known_by_their_address(send, deal, cast, noon):
    known = create_person(name="Paula Petit", email="paula@bois.fr", actor=cast.actor(), at=noon)

    send(deal, "people", name="P. Petit", email="paula@bois.fr", role="")

    assert DealPerson.objects.get().person == known
    assert Person.objects.count() == 1


def test_changes_a_role_and_lets_somebody_go(send, deal, cast, noon):
    person = create_person(name="Paula Petit", actor=cast.actor(), at=noon)
    add_person(deal=deal, person=person, role="", actor=cast.actor(), at=noon)

    send(deal, f"people/{person.pk}", role="blocker")
    role = DealPerson.objects.get().role
    send(deal, f"people/{person.pk}", role="blocker", remove="1")

    assert role == "blocker"
    assert not DealPerson.objects.exists()


def test_tells_each_stay_in_a_stage(open_deal, deal, cast, stages, later):
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later(), override="Known")

    answer = open_deal(deal, "visits/")

    assert [" ".join(cells.split()) for cells in texts(answer, "//tbody/tr")] == [
        "Present now 3 Nov 2026 advanced in spite of the gate Olga 1",
        "Qualify 2 Nov 2026 created Olga 1",
    ]


@pytest.mark.parametrize("part", ["notes", "calls", "meetings", "next-step", "evidence", "people", "tasks"])
def test_refuses_a_reader_every_way_to_write(send, deal, part):
    before = state(deal), verbs(deal)

    answer = send(deal, part, who="reader", text="x", title="x", name="x", reached="yes")

    assert answer.status_code == 403
    assert (state(deal), verbs(deal)) == before


def test_goes_to_the_trash_and_back(send, deal):
    trashed = send(deal, "trash")
    gone = Deal.objects.get(pk=deal.pk).trashed_at
    send(deal, "restoration")

    assert texts(trashed, with_class("badge--alert")) == ["in the trash"]
    assert gone is not None
    assert row(deal).trashed_at is None


def test_goes_to_the_archive_and_back(send, deal):
    archived = send(deal, "archive")
    send(deal, "unarchiving")

    assert texts(archived, with_class("badge--line"))[0] == "archived"
    assert row(deal).archived_at is None


def test_costs_as_many_queries_with_a_long_story_as_with_a_short(open_deal, deal, cast, later):
    open_deal(deal)
    with CaptureQueriesContext(connection) as short:
        open_deal(deal)
    for number in range(30):
        log_note(deal=deal, text="Note", actor=cast.actor(), at=later(hours=number))

    with CaptureQueriesContext(connection) as long:
        open_deal(deal)

    assert len(long) <= len(short) + 1  # the texts of the notes
