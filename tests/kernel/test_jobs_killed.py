"""A real worker, killed with -9 in the middle of its work again and again."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_loses_and_doubles_nothing_over_a_dozen_kills():
    bench = subprocess.run(
        [sys.executable, "bench/jobs.py", "kills", "--size", "12", "--jobs", "6", "--json"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "jalon.site.settings"},
        stdout=subprocess.PIPE,
        text=True,
        timeout=300,
    )

    found = json.loads(bench.stdout)
    assert (found["kills"], found["jobs"]) == (12, 288)
    assert found["jobs_met_by_a_kill"] > 0
    assert (found["lost"], found["doubled"], found["not_done"], found["dead"]) == (0, 0, 0, 0)
    assert bench.returncode == 0
