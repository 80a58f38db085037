"""A process that serves no import does not carry what imports stand on."""

import subprocess
import sys

import pytest
from django.utils.module_loading import import_string

from jalon.imports import urls

HEAVY = ("polars", "pyarrow", "xlsxwriter", "python_calamine", "holidays", "numpy", "scipy", "sklearn", "duckdb")
START = """
import sys
import jalon.site.wsgi
from django.urls import get_resolver

def walk(patterns):
    for pattern in patterns:
        walk(getattr(pattern, "url_patterns", ()))

walk(get_resolver().url_patterns)
print(" ".join(sorted(set(sys.argv[1:]) & set(sys.modules))))
"""


def test_the_web_starts_without_the_libraries_of_tables(settings):
    command = [sys.executable, "-c", START, *HEAVY]

    started = subprocess.run(command, capture_output=True, text=True, check=True)

    assert started.stdout.strip() == ""


@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: pattern.name)
def test_each_address_asks_for_the_right_that_its_view_asks_for(pattern):
    view = import_string(f"jalon.imports.views.{pattern.callback.__name__}")

    assert pattern.callback.access == view.access
