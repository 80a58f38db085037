"""Lines of the log: text for people, JSON for machines, from whichever library."""

import json
import os
import subprocess
import sys

import pytest
import structlog
from django.http import HttpResponse
from django.test import RequestFactory
from django_ox.models import OxTask

from jalon.kernel.jobs import enqueue, job
from jalon.kernel.jobs.registry import forget
from jalon.kernel.jobs.testing import run_pending_now
from jalon.site.observed import observe

CODE = """
import django; django.setup()
import logging
logging.getLogger("granian").info("served %s", "a page")
logging.getLogger("jalon.deals").debug("hidden")
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("django.request").exception("broke")
logging.getLogger("django.request").warning("Not Found: /x")
"""


@pytest.fixture
def lines(tmp_path):
    def lines(**environment):
        names = {"JALON_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "jalon.site.settings", "DATABASE_URL": ""}
        done = subprocess.run(
            [sys.executable, "-c", CODE], env={**os.environ, **names, **environment}, capture_output=True, text=True
        )
        return done.stderr.splitlines()

    return lines


def test_are_one_json_object_each_when_asked(lines):
    served, broke = (json.loads(line) for line in lines(JALON_LOG_FORMAT="json"))

    assert (served["event"], served["level"], served["logger"]) == ("served a page", "info", "granian")
    assert "ZeroDivisionError" in broke["exception"]


def test_are_text_and_keep_to_the_least_level(lines):
    quiet, chatty = lines(JALON_LOG_LEVEL="error"), lines(JALON_LOG_LEVEL="debug")

    assert "broke" in quiet[0]
    assert not any("served" in line or "Not Found" in line for line in quiet)
    assert any("hidden" in line for line in chatty)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("4f0c1d9b77aa4e0f", True), ("", False), ("short", False), ("with space and more", False), ("x" * 65, False)],
)
def test_give_each_request_an_id_or_keep_that_of_the_proxy(client, given, kept):
    answer = client.get("/health/live", headers={"X-Request-ID": given})

    assert len(answer["X-Request-ID"]) >= 16
    assert (answer["X-Request-ID"] == given) is kept


def test_take_no_id_from_a_stranger(client):
    answer = client.get("/health/live", headers={"X-Request-ID": "4f0c1d9b77aa4e0f"}, REMOTE_ADDR="192.0.2.7")

    assert answer["X-Request-ID"] != "4f0c1d9b77aa4e0f"


def test_name_the_request_in_every_line(rf: RequestFactory):
    seen = []

    def view(request):
        seen.append(structlog.contextvars.get_contextvars())
        return HttpResponse()

    answer = observe(view)(rf.get("/"))

    assert seen == [{"request_id": answer["X-Request-ID"]}]
    assert structlog.contextvars.get_contextvars() == {}


@pytest.mark.django_db
def test_name_in_a_job_the_request_that_asked_for_it():
    seen = []

    @job("test.look")
    def look(job):
        seen.append(structlog.contextvars.get_contextvars())

    try:
        with structlog.contextvars.bound_contextvars(request_id="4f0c1d9b77aa4e0f"):
            job_id = enqueue("test.look")
        run_pending_now()
    finally:
        forget("test.look")

    assert OxTask.objects.get().status == "SUCCESSFUL"
    assert seen == [{"job": "test.look", "job_id": str(job_id), "request_id": "4f0c1d9b77aa4e0f"}]


def test_tell_a_slow_query_with_its_page_and_without_its_values(cast, settings, caplog):
    settings.JALON_SLOW_QUERY_MS = 0
    cast.client("owner").get("/w/acme/companies/?q=Bouygues")

    slow = [one.msg for one in caplog.records if one.name == "jalon.slow"]

    assert {one["page"] for one in slow} >= {"directory:companies"}
    assert any("directory_company" in one["sql"] and "%s" in one["sql"] for one in slow)
    assert "bouygues" not in str(slow).lower()


def test_keep_quiet_about_quick_queries(cast, settings, caplog):
    settings.JALON_SLOW_QUERY_MS = 60_000

    cast.client("owner").get("/w/acme/companies/")

    assert not [one for one in caplog.records if one.name == "jalon.slow"]
