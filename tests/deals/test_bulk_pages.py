"""Several deals at once: previewed, done as one operation, undone as one."""

from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import jalon.deals.views.bulk as bulk_module
from jalon.deals.actions import edit_deal, state_evidence, trash_deal
from jalon.deals.models import Deal
from jalon.kernel.db.turns import FIRST
from jalon.timeline.models import Event, Operation
from tests.deals.pages import HTMX, texts, values, with_class
from tests.deals.said import row


@pytest.fixture
def bulk(browse):
    def bulk(what, deals, who="owner", headers=HTMX, client=None, **fields):
        ids = [str(deal.pk) for deal in deals]
        return (client or browse(who)).post(f"/w/acme/deals/bulk/{what}/", {"deal": ids, **fields}, headers=headers)

    return bulk


@pytest.fixture
def last_toast():
    """What the next page says, and where its Undo posts."""

    def last_toast(client):
        page, toasts = client.get("/w/acme/board/"), "//*[@id='toasts']"
        [said], undo = texts(page, f"{toasts}//*[@data-toast-text]"), values(page, f"{toasts}//form/@action")
        return said, "".join(undo)

    return last_toast


def test_asks_first_and_changes_nothing(bulk, make):
    deals = [make("First"), make("Second")]

    answer = bulk("owner", deals)

    assert values(answer, "//input[@name='deal']/@value") == [str(deal.pk) for deal in deals]
    assert texts(answer, with_class("bulk-list")) == ["FirstSecond"]
    assert not Event.objects.filter(verb="deal.edited").exists()


def test_changes_the_owner_by_the_bulk_door_in_one_operation(bulk, browse, make, cast):
    deals = [make("First"), make("Second")]

    answer = bulk("owner", deals, owner=str(cast.teammate.pk), apply="1")

    assert answer.headers["HX-Refresh"] == "true"
    assert {row(deal).owner for deal in deals} == {cast.teammate}
    operation = Operation.objects.get(kind="deals.bulk")
    assert set(Event.objects.filter(verb="deal.edited").values_list("door", "operation_id")) == {("bulk", operation.pk)}

    browse("owner").post(f"/w/acme/operations/{operation.pk}/undo/", headers=HTMX)

    assert {row(deal).owner for deal in deals} == {cast.owner}


def test_is_one_operation_also_in_several_turns(bulk, browse, make, cast):
    deals = [make(str(number)) for number in range(25)]

    bulk("owner", deals, owner=str(cast.teammate.pk), apply="1")
    operation = Operation.objects.get(kind="deals.bulk")
    given = Event.objects.filter(operation_id=operation.pk, verb="deal.edited").count()
    browse("owner").post(f"/w/acme/operations/{operation.pk}/undo/", headers=HTMX)

    assert given == 25
    assert {row(deal).owner for deal in deals} == {cast.owner}


def test_says_how_many_would_pass_the_gate(bulk, make, stages, cast, noon):
    ready, not_ready = make("Ready"), make("Not ready")
    state_evidence(deal=ready, criterion="need", level="buyer", actor=cast.actor(), at=noon)

    answer = bulk("stage", [ready, not_ready], to=str(stages["PRESENT"].pk))

    assert texts(answer, with_class("notice")) == ["1 deal is ready. 1 stays where it is:"]
    assert texts(answer, with_class("bulk-list")) == ["Not ready need"]
    assert row(ready).stage.key == "QUALIFY"


def test_moves_those_that_pass_and_says_what_stayed(bulk, browse, make, stages, cast, noon):
    ready, not_ready = make("Ready"), make("Not ready")
    state_evidence(deal=ready, criterion="need", level="buyer", actor=cast.actor(), at=noon)
    client = browse("owner")

    bulk("stage", [ready, not_ready], client=client, to=str(stages["PRESENT"].pk), apply="1")

    assert (row(ready).stage.key, row(not_ready).stage.key) == ("PRESENT", "QUALIFY")
    said = texts(client.get("/w/acme/board/"), "//*[@data-toast-text]")[0]
    assert said == "1 deal changed. 1 not changed: This deal is not ready for that stage yet."


def test_counts_only_what_it_changed_and_says_what_was_so_already(bulk, browse, make, last_toast):
    deals = [make("First", next_step="Call"), make("Second"), make("Third", next_step="Call")]
    client = browse("owner")

    bulk("next-step", deals, client=client, next_step="Call", apply="1")

    operation = Operation.objects.get(kind="deals.bulk")
    said = ("1 deal changed. 2 were so already.", f"/w/acme/operations/{operation.pk}/undo/")
    assert last_toast(client) == said
    assert [row(deal).edit for deal in deals] == [1, 2, 1]


def test_offers_no_undo_when_all_were_so_already(bulk, browse, make, cast, last_toast):
    deals, client = [make("First"), make("Second")], browse("owner")

    bulk("owner", deals, client=client, owner=str(cast.owner.pk), apply="1")

    assert last_toast(client) == ("0 deals changed. 2 were so already.", "")
    assert {row(deal).edit for deal in deals} == {1}
    assert not Operation.objects.filter(kind="deals.bulk").exists()


@pytest.fixture
def break_at(monkeypatch):
    """Makes the edit of so manieth deal fail by a fault of ours."""

    def break_at(place):
        numbers = count(1)

        def edit(**given):
            if next(numbers) == place:
                raise ZeroDivisionError
            return edit_deal(**given)

        monkeypatch.setattr(bulk_module, "edit_deal", edit)

    return break_at


def test_says_what_was_done_before_it_broke_off_and_undoes_that(bulk, browse, make, last_toast, break_at, caplog):
    deals, client = [make(str(number)) for number in range(15)], browse("owner")
    break_at(FIRST + 1)

    bulk("next-step", deals, client=client, next_step="Call", apply="1")
    said, undo = last_toast(client)
    done = Deal.objects.filter(next_step="Call").count()
    client.post(undo, headers=HTMX)

    assert said == ("10 deals changed. 5 not changed: Something went wrong on our side, and is in the log. Try again.")
    assert done == 10
    assert not Deal.objects.filter(next_step="Call").exists()
    assert "a change to many deals broke off" in caplog.text


def test_says_that_nothing_was_done_when_it_broke_off_at_once(bulk, browse, make, last_toast, break_at):
    deals, client = [make(str(number)) for number in range(3)], browse("owner")
    break_at(2)

    bulk("next-step", deals, client=client, next_step="Call", apply="1")

    assert last_toast(client) == (
        "0 deals changed. 3 not changed: Something went wrong on our side, and is in the log. Try again.",
        "",
    )
    assert {row(deal).edit for deal in deals} == {1}
    assert not Operation.objects.filter(kind="deals.bulk").exists()


def test_sets_the_next_step_of_all(bulk, make):
    deals = [make("First"), make("Second")]

    bulk("next-step", deals, next_step="Call", next_step_on="2026-11-09", apply="1")

    assert {row(deal).next_step for deal in deals} == {"Call"}


def test_throws_away_and_brings_back(bulk, browse, make):
    deals = [make("First"), make("Second")]

    bulk("trash", deals, apply="1")
    gone = Deal.objects.in_trash().count()
    browse("owner").post(f"/w/acme/operations/{Operation.objects.get(kind='deals.bulk').pk}/undo/", headers=HTMX)

    assert gone == 2
    assert Deal.objects.in_trash().count() == 0


def test_leaves_alone_what_a_seller_may_not_give_away(bulk, make, cast):
    theirs, mine = make("Theirs"), make("Mine", by="teammate")

    bulk("owner", [theirs, mine], who="teammate", owner=str(cast.reader.pk), apply="1")

    assert (row(theirs).owner, row(mine).owner) == (cast.owner, cast.reader)


@pytest.mark.parametrize("what", ["owner", "stage", "next-step", "trash"])
def test_refuses_a_reader(bulk, make, what):
    assert bulk(what, [make()], who="reader", apply="1").status_code == 403


def test_never_reaches_another_workspace(bulk, make, browse):
    deal = make()

    browse("stranger").post("/w/elsewhere/deals/bulk/trash/", {"deal": [str(deal.pk)], "apply": "1"})

    assert row(deal).trashed_at is None


def test_works_as_pages_without_javascript(bulk, make):
    deals = [make("First"), make("Second")]

    asked = bulk("next-step", deals, headers={}, next="/w/acme/list/")
    done = bulk("next-step", deals, headers={}, next="/w/acme/list/", next_step="Call", apply="1")

    assert values(asked, "//input[@name='next']/@value") == ["/w/acme/list/"]
    assert (done.status_code, done["Location"]) == (302, "/w/acme/list/")


def test_takes_all_that_match_not_only_those_on_screen(browse, make, pipeline, cast):
    for number in range(52):
        make(f"Deal {number}")
    theirs = make("Theirs", by="teammate")
    bar = browse("owner").get("/w/acme/list/?owner=me")
    [matching] = values(bar, "//input[@name='matching']/@value")
    fields = {"all": "1", "pipeline": str(pipeline.pk), "matching": matching, "next_step": "Call", "apply": "1"}

    browse("owner").post("/w/acme/deals/bulk/next-step/", fields, headers=HTMX)

    assert Deal.objects.filter(next_step="Call").count() == 52
    assert row(theirs).next_step == ""


MOST_SAID = "At most 2 at a time: the others stay as they are."


@pytest.fixture
def two_at_most(monkeypatch):
    monkeypatch.setattr(bulk_module, "MOST", 2)


@pytest.mark.parametrize("what", ["next-step", "stage", "trash"])
def test_says_nothing_of_others_when_just_as_many_are_ticked_as_fit(bulk, make, two_at_most, what):
    answer = bulk(what, [make("First"), make("Second")])

    assert MOST_SAID not in texts(answer, with_class("notice"))
    assert values(answer, "//input[@name='cut']") == []


@pytest.mark.parametrize("what", ["next-step", "stage", "trash"])
def test_says_when_more_are_ticked_than_fit_and_says_it_again_on_the_next_page(bulk, make, two_at_most, what):
    deals = [make(str(number)) for number in range(3)]

    answer = bulk(what, deals)
    again = bulk(what, deals[:2], cut=values(answer, "//input[@name='cut']/@value"))

    assert len(values(answer, "//input[@name='deal']/@value")) == 2
    assert [MOST_SAID in texts(page, with_class("notice")) for page in (answer, again)] == [True, True]


def test_counts_a_ticked_deal_that_is_gone_as_none_of_those_that_fit(bulk, make, two_at_most, cast, noon):
    deals = [make(str(number)) for number in range(3)]
    trash_deal(deal=deals[0], actor=cast.actor(), at=noon)

    answer = bulk("next-step", deals)

    assert set(values(answer, "//input[@name='deal']/@value")) == {str(deal.pk) for deal in deals[1:]}
    assert MOST_SAID not in texts(answer, with_class("notice"))


def test_says_of_a_list_whether_it_took_all_that_match(browse, make, pipeline, two_at_most, last_toast):
    client = browse("owner")
    fields = {"all": "1", "pipeline": str(pipeline.pk), "matching": "", "apply": "1"}
    said = []

    for number in range(2, 4):
        while Deal.objects.count() < number:
            make(str(number))
        client.post("/w/acme/deals/bulk/next-step/", {**fields, "next_step": f"Call {number}"}, headers=HTMX)
        said.append(last_toast(client)[0])

    assert said == ["2 deals changed.", f"2 deals changed. {MOST_SAID}"]


@pytest.mark.parametrize("stage", ["QUALIFY", "RECOVER"])
def test_previews_many_moves_with_as_many_queries_as_few(bulk, browse, make, stages, stage, cast, noon):
    deals, client = [make(str(number), stage=stage) for number in range(50)], browse("owner")
    for deal in deals[::2]:
        state_evidence(deal=deal, criterion="need", level="buyer", stage="QUALIFY", actor=cast.actor(), at=noon)
    counts = []

    for some in (deals[:5], deals[:5], deals):  # the first reads what is kept in memory after
        with CaptureQueriesContext(connection) as queries:
            answer = bulk("stage", some, client=client, to=str(stages["PRESENT"].pk))
        counts.append(len(queries))

    assert answer.status_code == 200
    assert counts[1] == counts[2]
