"""The front door, and the home of a workspace."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jalon.deals.actions import add_task, archive_deal, create_deal, edit_deal, publish, unarchive_deal
from jalon.deals.models import Deal
from jalon.deals.queries import board, deal_list
from jalon.desk.queries import lacks, latest, my_work
from jalon.kernel.clock import now
from jalon.orgs.actions import create_workspace
from jalon.orgs.models import User, Workspace
from jalon.orgs.roles import Scope
from jalon.process import load_pipeline
from jalon.timeline.actions import start_operation


@pytest.fixture
def pipeline(cast, noon):
    return publish(definition=load_pipeline("simple.sales"), actor=cast.actor(), at=noon)


@pytest.fixture
def make(cast, pipeline, noon):
    def make(title="Licences", *, by="owner", at=noon, **fields):
        return create_deal(pipeline=pipeline, title=title, actor=cast.actor(by), at=at, **fields)

    return make


def test_sends_a_visitor_to_sign_in(db):
    assert Client().get("/").url == "/sign-in/"


def test_asks_somebody_without_a_workspace_to_begin(db):
    client = signed_in(User.objects.create_user(email="new@example.com"))

    assert client.get("/").url == "/start/"


def test_opens_ones_own_workspace_before_a_sample(cast, noon):
    user = cast.owner.user
    create_workspace(name="A sample", owner=user, at=noon, is_sample=True)

    assert signed_in(user).get("/").url == "/w/acme/"


def test_begins_with_language_and_company(db):
    user = User.objects.create_user(email="new@example.com")
    client = signed_in(user)

    assert client.post("/start/", {"language": "fr"}).url == "/start/company/"
    begun = client.post(
        "/start/company/", {"person": "Léa Petit", "name": "Verrerie Petit", "time_zone": "Europe/Rome"}
    )

    workspace = Workspace.objects.get()
    user.refresh_from_db()
    assert begun.url == "/w/verrerie-petit/first-run/"
    assert (workspace.language, workspace.time_zone) == ("fr", "Europe/Rome")
    assert (user.name, user.language) == ("Léa Petit", "fr")
    assert client.get(begun.url).url == "/w/verrerie-petit/first-run/company/"


def test_refuses_a_language_it_does_not_speak(cast):
    assert cast.client("owner").post("/start/", {"language": "tlh"}).status_code == 422
    assert User.objects.get(pk=cast.owner.user_id).language == "en"


def test_invites_to_begin_where_no_process_runs(cast):
    owner, seller = cast.client("owner").get("/w/acme/"), cast.client("teammate").get("/w/acme/")

    assert "/w/acme/first-run/" in owner.content.decode()
    assert "/w/acme/first-run/" not in seller.content.decode()


def test_shows_tasks_and_steps_that_are_due_and_no_others(cast, make, noon):
    today = noon.date()
    deal = make(next_step="Call back", next_step_on=today)
    make("Later", next_step="Wait", next_step_on=today + timedelta(days=1))
    make("Theirs", by="teammate", next_step="Not mine", next_step_on=today)
    add_task(title="Due", deal=deal, due_on=today, actor=cast.actor(), at=noon)
    add_task(title="Not yet", due_on=today + timedelta(days=1), actor=cast.actor(), at=noon)
    add_task(title="Undated", actor=cast.actor(), at=noon)

    work = my_work(cast.owner, pipelines=[deal.pipeline], at=noon)

    assert [task.title for task in work.tasks] == ["Due"]
    assert [one.next_step for one in work.steps] == ["Call back"]
    assert (work.task_count, work.step_count) == (1, 1)


def test_shows_late_deals_of_everybody_to_who_assigns_and_ones_own_to_sellers(cast, make, noon):
    past = noon.date() - timedelta(days=3)
    mine, theirs = make("Mine", close_on=past), make("Theirs", by="teammate", close_on=past)

    for_owner = my_work(cast.owner, pipelines=[mine.pipeline], at=noon)
    for_seller = my_work(cast.teammate, pipelines=[mine.pipeline], at=noon)

    assert {deal.title for deal in for_owner.late} == {"Mine", "Theirs"}
    assert [deal.pk for deal in for_seller.late] == [theirs.pk]


def test_counts_what_the_book_lacks_as_the_lists_do(cast, make, noon):
    make("Bare")
    make("Dated", close_on=date(2026, 12, 1))
    make("Full", close_on=date(2026, 12, 1), next_step="Call", next_step_on=date(2026, 11, 9))

    found = lacks(cast.owner, pipelines=[make("Bare too").pipeline], at=noon)

    assert {lack.what: lack.count for lack in found} == {"close": 2, "next_step": 3, "company": 4}
    for lack in found:
        listed = deal_list(cast.owner, filters=lack.filters, at=noon, pipeline=lack.pipeline)
        assert listed.count == lack.count


def test_misses_amounts_only_past_the_opportunity_line(cast, make, pipeline, noon):
    late = pipeline.stages.order_by("-position").first()
    make("Early")
    bare = make("Bare", stage=late)
    make("Priced", stage=late, one_off_minor=100_000)

    [lack] = [one for one in lacks(cast.owner, pipelines=[pipeline], at=noon) if one.what == "amount"]
    shown = board(cast.owner, pipeline=pipeline, filters=lack.filters, at=noon)

    assert lack.count == 1
    assert [row.deal.pk for row in deal_list(cast.owner, filters=lack.filters, at=noon).rows] == [bare.pk]
    assert [card.id for column in shown.columns for card in column.cards] == [bare.pk]


def test_opens_the_list_behind_each_count(cast, make):
    make("Bare")
    client = cast.client("owner")

    page = client.get("/w/acme/lacking/").content.decode()
    address = page.split('class="lacks__line" href="')[1].split('"')[0].replace("&amp;", "&")

    assert address.endswith("/?close=none")
    assert "Bare" in client.get(address).content.decode()


def test_tells_only_of_deals_that_one_may_see(cast, make, noon):
    make("Mine", by="teammate")
    make("Theirs")
    cast.teammate.scope = Scope.OWN
    cast.teammate.save()

    assert {one.deal.title for one in latest(cast.teammate, limit=9)} == {"Mine"}
    assert {one.deal.title for one in latest(cast.owner, limit=9)} == {"Mine", "Theirs"}


def test_tells_once_what_one_operation_did_to_many(cast, make, noon):
    make("Alone")
    actor = start_operation("deals.bulk", actor=cast.actor(), at=noon)
    for deal in [make("One"), make("Two"), make("Three")]:
        archive_deal(deal=deal, actor=actor, at=noon)
        unarchive_deal(deal=deal, actor=actor, at=noon)

    told = latest(cast.owner, limit=3)

    assert [(one.entry.verb, one.others) for one in told[:2]] == [("deal.unarchived", True), ("deal.archived", True)]
    assert (told[2].entry.verb, told[2].others) == ("deal.created", False)
    assert "and others" in cast.client("owner").get("/w/acme/").content.decode()


def test_tells_what_happened_before_an_operation_on_hundreds(cast, make, pipeline, noon, monkeypatch):
    monkeypatch.setattr(import_module("jalon.desk.queries.latest"), "LOOKED_AT", 5)
    make("Before")
    actor = start_operation("deals.bulk", actor=cast.actor(), at=now())
    for number in range(9):
        create_deal(pipeline=pipeline, title=f"Many {number}", actor=actor, at=noon)

    told = latest(cast.owner, limit=9)

    assert [(one.deal.title[:4], one.others) for one in told] == [("Many", True), ("Befo", False)]


def test_tells_what_happened_before_many_were_edited_quietly(cast, make, noon, monkeypatch):
    monkeypatch.setattr(import_module("jalon.desk.queries.latest"), "LOOKED_AT", 5)
    deals = [make(f"Deal {number}") for number in range(6)]
    actor = start_operation("deals.bulk", actor=cast.actor(), at=now())
    for deal in deals:
        edit_deal(deal=deal, changes={"next_step": "Call"}, actor=actor, at=noon)

    told = latest(cast.owner, limit=9)

    assert [one.deal.title for one in told] == ["Deal 5", "Deal 4", "Deal 3", "Deal 2", "Deal 1", "Deal 0"]


def test_ticks_a_task_and_comes_home(cast, make):
    make("Nothing to do with it", at=now())
    task = add_task(title="Due", due_on=now().date(), actor=cast.actor(), at=now())
    client = cast.client("owner")

    answer = client.post(f"/w/acme/tasks/{task.pk}/completion/", {"next": "/w/acme/"})

    assert answer.url == "/w/acme/"
    assert "Nothing waits for you" in client.get("/w/acme/").content.decode()


def test_costs_the_same_however_many_deals(cast, make):
    due = {"next_step": "Call", "next_step_on": date(2026, 10, 1), "close_on": date(2026, 10, 2)}
    deals = [make(f"Deal {number}", **due) for number in range(3)]
    client = cast.client("owner")
    client.get("/w/acme/")

    with CaptureQueriesContext(connection) as small:
        client.get("/w/acme/")
    copy(deals[0], times=297)
    with CaptureQueriesContext(connection) as large:
        page = client.get("/w/acme/").content.decode()

    assert ">99+<" in page
    assert len(large) == len(small) <= 40


@pytest.mark.engine("sqlite")  # PostgreSQL plans by statistics, which a test lacks
def test_reads_the_largest_late_deals_along_an_index_rather_than_sort_the_book(cast, make, noon):
    late = make(close_on=date(2026, 10, 2))

    with CaptureQueriesContext(connection) as captured:
        my_work(cast.owner, pipelines=[late.pipeline], at=noon)
    [asked] = [one["sql"] for one in captured if 'ORDER BY "deals_deal"."value_minor" DESC' in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked}")
        steps = [row[-1] for row in cursor.fetchall()]

    assert steps[0] == "SEARCH deals_deal USING INDEX deal_list_value (pipeline_id=? AND outcome=?)"
    assert [step for step in steps if "TEMP B-TREE" in step] == []


def test_shows_the_largest_late_deals_of_all_pipelines(cast, make, noon):
    other = publish(definition=load_pipeline("inb.sales"), actor=cast.actor(), at=noon)
    past = {"close_on": noon.date() - timedelta(days=3)}
    small, large = make("Small", one_off_minor=100, **past), make("Large", one_off_minor=900, **past)
    act = {"actor": cast.actor(), "at": noon, **past}
    middle = create_deal(pipeline=other, title="Middle", one_off_minor=500, **act)

    work = my_work(cast.owner, pipelines=[small.pipeline, other], at=noon, limit=2)

    assert [deal.pk for deal in work.late] == [large.pk, middle.pk]
    assert work.late_count == 3


def test_says_that_there_is_no_deal_rather_than_that_none_lacks_anything(cast, pipeline):
    page = cast.client("owner").get("/w/acme/").content.decode()

    assert "The board waits for a first deal" in page
    assert "What the book lacks" not in page


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def copy(deal: Deal, *, times: int) -> None:
    values = {one.attname: getattr(deal, one.attname) for one in Deal._meta.concrete_fields if not one.primary_key}
    Deal.objects.bulk_create(Deal(**values) for _ in range(times))
