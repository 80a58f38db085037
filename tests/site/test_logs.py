"""Lines of the log: text for people, JSON for machines, from whichever library."""

import json
import os
import subprocess
import sys

import pytest

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
