"""The trail as people read it: under filters, page by page, as a file, in French."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import translation

from jalon.kernel.clock import now
from jalon.timeline.audit.sealing import seal_workspace
from jalon.timeline.audit.sightings import record_sighting
from jalon.timeline.audit.trail import TrailFilters, trail, trail_count, whole_trail
from jalon.timeline.models import Event
from tests.matrix_objects import Scene


@pytest.fixture
def scene(cast):
    """A deal that the owner made and the teammate opened, and a list that the reader saw."""
    scene = Scene(cast)
    deal, at = scene.deal, now()
    record_sighting(page="deals:deal", kind="deal", record=deal.pk, actor=cast.actor("teammate"), at=at)
    record_sighting(page="deals:list", kind="deal", rows=25, actor=cast.actor("reader"), at=at + timedelta(seconds=1))
    return scene


def lines(cast, **filters):
    return trail(cast.owner, filters=TrailFilters(**filters)).rows


def test_tells_changes_and_sightings_newest_first(cast, scene):
    newest, before, *changes = lines(cast)

    assert (newest.who, newest.act, newest.words, newest.rows) == ("Rita", "seen", "saw 25 in a list", 25)
    assert (before.who, before.words, before.kind, before.subject) == ("Tom", "opened the record", "Deal", "Licences")
    assert before.url == f"/w/acme/deals/{scene.deal.pk}/"
    assert {line.act for line in changes} == {"changed"}
    assert "created the deal" in [line.words for line in changes]


def test_finds_by_person_record_act_and_day(cast, scene):
    today = now().astimezone(cast.workspace.zone()).date()

    assert [line.who for line in lines(cast, member=cast.reader.pk)] == ["Rita"]
    assert {line.subject for line in lines(cast, record=scene.deal.pk)} == {"Licences"}
    assert len(lines(cast, act="seen")) == 2
    assert not lines(cast, act="exported")
    assert len(lines(cast, since=today, until=today)) == trail_count(cast.owner, filters=TrailFilters())
    assert not lines(cast, since=today + timedelta(days=1))
    assert not lines(cast, until=today - timedelta(days=1))


def test_goes_on_after_the_cursor_and_misses_nothing(cast, scene):
    first = trail(cast.owner, filters=TrailFilters(), limit=2)
    second = trail(cast.owner, filters=TrailFilters(), after=first.more, limit=2)
    whole = [line.id for line in whole_trail(cast.owner, filters=TrailFilters())]

    assert whole[:4] == [line.id for line in (*first.rows, *second.rows)]
    assert len(set(whole)) == len(whole) == trail_count(cast.owner, filters=TrailFilters())


def test_shows_no_other_workspace(cast, scene):
    assert trail(cast.stranger, filters=TrailFilters()).rows == []


def test_is_for_those_who_administer(cast, scene):
    statuses = {who: cast.client(who).get("/w/acme/audit/").status_code for who in ("owner", "teammate", "reader")}

    assert statuses == {"owner": 200, "teammate": 403, "reader": 403}


def test_shows_the_page_filtered_and_names_a_value_without_sense(cast, scene):
    client = cast.client("owner")

    filtered = client.get("/w/acme/audit/", {"member": str(cast.reader.pk)}).content.decode()
    senseless = client.get("/w/acme/audit/", {"record": "licences", "member": "x", "act": "y", "since": "z"})

    assert "saw 25 in a list" in filtered
    assert "opened the record" not in filtered
    assert senseless.status_code == 200
    assert "saw 25 in a list" in senseless.content.decode()


def test_says_which_seal_stands_over_it(cast, scene):
    before = cast.client("owner").get("/w/acme/audit/").content.decode()
    seal_workspace(cast.workspace.pk, at=now())
    after = cast.client("owner").get("/w/acme/audit/").content.decode()

    assert "Nothing is sealed yet" in before
    assert "Seal 1 of" in after


def test_leaves_as_a_file_and_says_so(cast, scene):
    answer = cast.client("owner").post(f"/w/acme/audit/exports/?record={scene.deal.pk}&act=seen")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    assert [(row["Who"], row["In words"], row["Id of the record"]) for row in rows] == [
        ("Tom", "opened the record", str(scene.deal.pk))
    ]
    assert Event.objects.get(verb="trail.exported").particulars == {"rows": 1}


def test_speaks_french(cast, scene):
    with translation.override("fr"):
        newest, before = lines(cast, act="seen")

    assert (newest.words, before.words, before.kind) == ("en a vu 25 dans une liste", "a ouvert la fiche", "Affaire")
