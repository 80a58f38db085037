"""A worker killed with -9, between two chunks or within one: another goes on, and nothing is lost or doubled."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from jalon.deals.models import Deal, DealPerson, StageVisit
from jalon.directory.models import Company, Person
from jalon.imports.actions import finish_run, finish_undo, run_import, undo_import
from jalon.imports.models import Import, ImportChunk, Status
from jalon.imports.queries import report_rows
from jalon.timeline.models import Event
from tests.imports.conftest import mute

ROOT = Path(__file__).resolve().parents[2]
ROWS, COMPANIES, AT_ONCE = 300, 35, 40
CHUNKS = 1 + 8 + 8  # of companies, people and deals
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr("jalon.imports.running.carry_out.AT_ONCE", AT_ONCE)


@pytest.fixture
def running(begin, check, pipeline, cast, noon):
    lines = [f"R{n},Deal {n},Company {n % COMPANIES},Person {n},p{n}@x.fr,Qualify,{n}" for n in range(ROWS)]
    import_ = check(begin({"deals.csv": "\n".join(["Deal id,Deal,Company,Contact,E-mail,Stage,Amount", *lines])}))
    return run_import(import_=import_, actor=cast.actor(), at=noon)


def kill_a_worker(import_, what, *, where, chunk):
    order = {
        "what": what,
        "where": where,
        "chunk": chunk,
        "import": str(import_.pk),
        "workspace": str(import_.workspace_id),
        "at_once": AT_ONCE,
        "database": str(connection.settings_dict["NAME"]),
        "files": str(settings.STORAGES["default"]["OPTIONS"]["location"]),
    }
    connection.close()
    command = [sys.executable, "-m", "tests.imports.killed_worker", json.dumps(order)]
    killed = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr


def counts():
    return [model.objects.count() for model in (Company, Person, Deal, StageVisit, DealPerson)]


def verbs(ending):
    return Counter(Event.objects.filter(verb__endswith=ending).values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("where", "chunk", "people", "deals"),
    [("between", 4, 120, 0), ("within", 4, 80, 0), ("between", 12, ROWS, 120), ("within", 12, ROWS, 80)],
)
def test_a_second_worker_finishes_what_a_killed_one_began(running, noon, where, chunk, people, deals):
    kill_a_worker(running, "run", where=where, chunk=chunk)
    assert Import.objects.get(pk=running.pk).status == Status.RUNNING
    assert counts() == [COMPANIES, people, deals, deals, deals]

    finish_run(import_=running, progress=mute, at=noon)

    assert counts() == [COMPANIES, ROWS, ROWS, ROWS, ROWS]
    assert verbs(".imported") == {"company.imported": COMPANIES, "person.imported": ROWS, "deal.imported": ROWS}
    assert sorted(Deal.objects.values_list("reference", flat=True)) == sorted(f"R{n}" for n in range(ROWS))
    assert ImportChunk.objects.filter(part_of=running).count() == CHUNKS
    assert running.counts["went"]["new"] == ROWS
    told = [(row.row, row.record) for row in report_rows(running)[1]]
    assert [row for row, _record in told] == list(range(2, ROWS + 2))
    assert {record for _row, record in told} == set(Deal.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("where", ["between", "within"])
def test_an_undo_is_whole_though_its_worker_and_the_run_s_were_killed(running, cast, noon, where):
    kill_a_worker(running, "run", where=where, chunk=10)
    finish_run(import_=running, progress=mute, at=noon)
    undo_import(import_=running, actor=cast.actor(), at=noon)

    kill_a_worker(running, "undo", where=where, chunk=11)
    assert Person.objects.filter(trashed_at=None).count() == ROWS - (100 if where == "between" else 60)
    finish_undo(import_=Import.objects.get(pk=running.pk), progress=mute, at=noon)

    assert [model.objects.filter(trashed_at=None).count() for model in (Deal, Person, Company)] == [0, 0, 0]
    assert verbs(".trashed") == {"company.trashed": COMPANIES, "person.trashed": ROWS, "deal.trashed": ROWS}
    assert Import.objects.get(pk=running.pk).given_back == {"trashed": 2 * ROWS + COMPANIES}
