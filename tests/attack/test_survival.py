"""The web process killed with -9 under load; and the eye that looks for half-done work afterwards."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from jalon.deals.actions import move_stage
from jalon.deals.models import Deal, StageTotalDelta, StageVisit
from jalon.timeline.models import Event
from tests.conftest import Cast
from tests.matrix_objects import AT, Scene

ROOT = Path(__file__).resolve().parents[2]
KILLS = 4


def test_loses_nothing_that_it_acknowledged():
    bench = subprocess.run(
        [
            sys.executable,
            "bench/survive.py",
            "--kills",
            str(KILLS),
            "--size",
            "100",
            "--json",
            "--engine",
            connection.vendor,
        ],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "jalon.site.settings"},
        stdout=subprocess.PIPE,
        text=True,
        timeout=600,
        check=False,
    )

    found = json.loads(bench.stdout)
    assert found["kills"] == KILLS
    assert found["acknowledged"] > KILLS
    assert found["cut off"] > 0
    assert found["wrong"] == 0
    assert found["transactions"] >= found["acknowledged"]


@pytest.fixture
def book(cast: Cast, monkeypatch):
    """What the bench asks of a book, and a deal in it that was moved."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    from _seed import Book

    scene = Scene(cast)
    first, second = scene.pipeline.stages.order_by("position")[:2]
    move_stage(deal=scene.deal, to=second, actor=scene.actor, at=AT)
    return Book("acme", scene.pipeline.pk, (first.pk, second.pk), cast.owner.pk, (), "")


def test_sees_a_whole_book_as_whole(book):
    assert found_in(book) == []


def test_sees_a_deal_that_is_half_moved(book):
    Deal.objects.update(stage=book.stage_ids[0])

    assert "has no open visit of its stage" in found_in(book)[0]


def test_sees_a_move_whose_visit_is_missing(book):
    moved = StageVisit.objects.exclude(how="enter").get()
    operation = Event.objects.get(verb="deal.moved").operation_id

    StageVisit.objects.filter(pk=moved.pk).update(operation_id=UUID(int=1))

    assert {f"the deal.moved event of operation {operation} has no visit"} < set(found_in(book))


def test_sees_totals_that_are_no_recount(book):
    StageTotalDelta.objects.order_by("pk").last().delete()

    assert "kept totals are not a recount" in found_in(book)[0]


def found_in(book) -> list[str]:
    from _whole import half_done

    return list(half_done(book, fold=False))
