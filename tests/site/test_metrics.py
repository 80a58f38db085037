"""Metrics: what is counted, for whom, and that the web processes add up."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_ox.models import OxTask
from prometheus_client.parser import text_string_to_metric_families

from jalon.kernel.clock import now
from jalon.kernel.jobs import enqueue
from jalon.site.metrics import exposition
from jalon.timeline.actions import record
from jalon.timeline.actions.record import Happening, record_many
from jalon.timeline.catalogue import NoParticulars
from tests.timeline.verbs import SAID

COUNT = """
import django; django.setup()
from jalon.site.metrics import count_request
count_request(page="deals:board", method="GET", status=200, seconds=0.02, queries=7)
"""
ADD_UP = """
import django; django.setup()
from jalon.site.metrics import _of_every_process, generate_latest
print(generate_latest(_of_every_process()).decode())
"""


def samples(text):
    families = text_string_to_metric_families(text)
    return {(one.name, *sorted(one.labels.items())): one.value for family in families for one in family.samples}


def of_page(text, name, page):
    return sum(value for key, value in samples(text).items() if key[0] == name and ("page", page) in key)


def read(at=None):
    return exposition(at=at or now()).decode()


def test_counts_requests_by_the_name_of_their_page(cast):
    before = read()
    client = cast.client("owner")

    client.get("/w/acme/companies/")
    client.get("/w/acme/companies/?q=bois")
    client.get("/w/acme/nowhere/")
    after = read()

    page = ("jalon_requests_total", ("method", "GET"), ("page", "directory:companies"), ("status", "200"))
    assert samples(after)[page] - samples(before).get(page, 0) == 2
    assert of_page(after, "jalon_requests_total", "(no such page)") == 1 + of_page(
        before, "jalon_requests_total", "(no such page)"
    )


def test_counts_the_queries_and_the_time_of_each_request(cast):
    client = cast.client("owner")
    before = read()

    with CaptureQueriesContext(connection) as asked:
        client.get("/w/acme/departure/")
    after = read()

    def grown(name):
        return of_page(after, name, "orgs:departure") - of_page(before, name, "orgs:departure")

    around = 2 if connection.vendor == "postgresql" else 0  # where the connection stands, before and after
    assert grown("jalon_request_queries_sum") == len(asked) - around > 1
    assert grown("jalon_request_queries_count") == 1
    assert 0 < grown("jalon_request_seconds_sum") < 60


def test_counts_the_jobs_that_wait_run_and_are_dead(db):
    with transaction.atomic():
        for _time in range(4):
            enqueue("timeline.seal")
        enqueue("timeline.seal", run_at=now() + timedelta(hours=2))
    ids = list(OxTask.objects.filter(run_after=None).values_list("pk", flat=True))
    OxTask.objects.filter(pk=ids[0]).update(status="RUNNING")
    OxTask.objects.filter(pk=ids[1]).update(status="FAILED")

    found = samples(read(at=now() + timedelta(seconds=90)))

    states = {key[1][1]: value for key, value in found.items() if key[0] == "jalon_jobs"}
    assert states == {"due_or_later": 3, "running": 1, "dead": 1}
    assert 90 <= found["jalon_jobs_oldest_due_seconds",] < 95


def test_counts_the_events_of_the_last_minutes_by_door(cast, noon):
    record(SAID, subject=("deal", cast.owner.pk), actor=cast.actor(), at=noon)
    told = [Happening(cast.owner.pk, NoParticulars(), noon) for _time in range(3)]
    record_many(SAID, kind="deal", happenings=told, actor=cast.actor().within(cast.owner.pk, "import"))

    soon, late = samples(read()), samples(read(at=now() + timedelta(minutes=6)))

    assert soon["jalon_events_last_5_minutes", ("door", "screen")] == 1
    assert soon["jalon_events_last_5_minutes", ("door", "import")] == 3
    assert not [key for key in late if key[0] == "jalon_events_last_5_minutes"]


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        ("", {}, 200),
        ("", {"REMOTE_ADDR": "192.0.2.7"}, 403),
        ("", {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, 403),
        ("s3cret", {}, 403),
        ("s3cret", {"HTTP_AUTHORIZATION": "Bearer s3cre"}, 403),
        ("s3cret", {"HTTP_AUTHORIZATION": "Bearer s3cret", "REMOTE_ADDR": "192.0.2.7"}, 200),
    ],
)
def test_are_read_with_the_token_or_from_this_machine_alone(db, client, settings, token, headers, status):
    settings.JALON_METRICS_TOKEN = token

    answer = client.get("/metrics", **headers)

    assert answer.status_code == status
    assert (b"jalon_info" in answer.content) is (status == 200)


def test_add_up_over_the_web_processes(tmp_path):
    (tmp_path / "metrics").mkdir()
    names = {
        "JALON_DATA": str(tmp_path),
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics"),
        "DJANGO_SETTINGS_MODULE": "jalon.site.settings",
        "DATABASE_URL": "",
    }
    run = {"env": {**os.environ, **names}, "check": True, "capture_output": True, "text": True}

    for _process in range(2):
        subprocess.run([sys.executable, "-c", COUNT], **run)
    together = subprocess.run([sys.executable, "-c", ADD_UP], **run).stdout

    assert of_page(together, "jalon_requests_total", "deals:board") == 2
    assert of_page(together, "jalon_request_queries_sum", "deals:board") == 14
