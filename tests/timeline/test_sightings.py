"""Sightings: one row a page with records on it, once it has left; nothing for what showed nothing."""

import pytest
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.urls import reverse

from jalon.timeline.audit import sightings
from jalon.timeline.models import Event, Sighting
from tests.matrix_objects import Scene


@pytest.fixture
def scene(cast):
    scene = Scene(cast)
    assert scene.deal
    return scene


def saw(*fields):
    return list(Sighting.objects.order_by("id").values_list(*fields))


@pytest.mark.parametrize("name", ["deals:deal", "deals:timeline", "deals:process", "deals:visits"])
def test_says_who_opened_a_deal_and_by_which_page(cast, scene, name):
    answer = cast.client("teammate").get(reverse(name, args=["acme", scene.deal.pk]))

    assert answer.status_code == 200
    assert saw("page", "subject_kind", "subject_id", "actor_id", "door", "rows", "is_export") == [
        (name, "deal", scene.deal.pk, cast.teammate.pk, "screen", 1, False)
    ]


@pytest.mark.parametrize("kind", ["company", "person"])
def test_says_who_opened_a_company_or_a_person(cast, scene, kind):
    record = getattr(scene, kind)

    cast.client("reader").get(reverse(f"deals:{kind}", args=["acme", record.pk]))

    assert saw("subject_kind", "subject_id", "actor_id") == [(kind, record.pk, cast.reader.pk)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("deals:board", "deal"),
        ("deals:list", "deal"),
        ("directory:companies", "company"),
        ("directory:people", "person"),
    ],
)
def test_writes_one_row_for_a_list_with_how_many_it_showed(cast, scene, name, kind):
    more = [scene.pipeline.pk] if name.startswith("deals:") else []
    assert scene.person

    cast.client("teammate").get(reverse(name, args=["acme", *more]))

    assert saw("page", "subject_kind", "subject_id", "rows") == [(name, kind, None, 1)]


def test_writes_nothing_for_an_empty_list_nor_a_refusal(cast):
    empty = cast.client("owner").get("/w/acme/companies/")
    refused = cast.client("stranger").get("/w/acme/companies/")

    assert (empty.status_code, refused.status_code) == (200, 404)
    assert saw() == []


def test_writes_after_the_answer_has_left(cast, scene):
    request = cast.client("owner").get("/w/acme/departure/").wsgi_request
    request.actor = cast.actor()

    answer = sightings.seen(request, HttpResponse("…"), kind="deal", record=scene.deal.pk)
    before = saw("subject_id")
    answer._resource_closers[-1]()

    assert before == []
    assert saw("subject_id") == [(scene.deal.pk,)]


def test_gives_the_page_even_when_it_cannot_be_written_down(cast, scene, monkeypatch, caplog):
    def broken(**_kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(sightings, "_write", broken)

    answer = cast.client("owner").get(reverse("deals:deal", args=["acme", scene.deal.pk]))

    assert answer.status_code == 200
    assert "a sighting was not recorded" in caplog.text


def test_never_changes(cast, scene):
    cast.client("owner").get(reverse("deals:deal", args=["acme", scene.deal.pk]))

    for change in (Sighting.objects.all().delete, lambda: Sighting.objects.update(rows=9)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()

    assert saw("rows") == [(1,)]


def test_an_export_is_written_down_before_it_leaves(cast, scene):
    client = cast.client("owner")

    deals = client.post(reverse("deals:export", args=["acme", scene.pipeline.pk, "csv"]))
    report = client.get(reverse("imports:report", args=["acme", scene.import_.pk, "csv"]))

    assert not deals.closed
    assert Event.objects.filter(verb="deals.exported").values_list("particulars", flat=True).get()["rows"] == 1
    assert not report.closed
    assert saw("page", "subject_kind", "subject_id", "is_export") == [
        ("imports:report", "import", scene.import_.pk, True)
    ]
