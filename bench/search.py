"""What it costs to find companies by words, with and without the second wall.

    python bench/search.py                                      # 20,000 companies, both engines
    python bench/search.py --size 1000000 --engine both

Nine companies of ten are of the workspace that looks. “walled” is what people get; “plain” the same without the narrow
function of `kernel/db/row_security`; “owner” without any policy. Milliseconds, half and 19 of 20 within.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime

from _place import Figures, on_each_engine, options

PLACES = "lyon paris nantes lille metz nice rennes dijon tours brest".split()
WORDS = {"rare": "zq17", "nowhere": "zzzz", "two words": "lyon 77", "common": "lyon"}


def measure(chosen) -> list[Figures]:
    """One row for each kind of words and way to look."""
    from django.db import connection

    from jalon.kernel.db import row_security

    viewer = _write(chosen.size)
    with row_security.within(viewer.workspace_id):
        rows = [_row(viewer, name, "walled", chosen.repeat) for name in WORDS]
        if connection.vendor == "postgresql":
            rows += [_row(viewer, name, "plain", chosen.repeat) for name in WORDS]
            with row_security.as_owner():
                rows += [_row(viewer, name, "owner", chosen.repeat) for name in WORDS]
    return rows


def _write(size: int):
    from django.db import connection, transaction

    from jalon.directory.models import Company
    from jalon.kernel.db.bulk import Same, load_columns
    from jalon.kernel.db.row_security import as_owner
    from jalon.kernel.ids import new_id
    from jalon.orgs.actions import create_workspace
    from jalon.orgs.models import User
    from jalon.site.up import prepare

    prepare()
    chance, at = random.Random(1), datetime.now(UTC)
    user = User.objects.create(email="bench@example.com", name="Bench")
    ours, theirs = (create_workspace(name=name, owner=user, at=at) for name in ("Ours", "Theirs"))
    keys = [f"{chance.getrandbits(64):x} {chance.choice(PLACES)} {n}" for n in range(size)]
    keys[1 :: size // 20] = [f"zq17 {key}" for key in keys[1 :: size // 20]]
    columns = {
        "id": [new_id() for _ in keys],
        "workspace_id": [(theirs if n % 10 == 0 else ours).workspace_id for n in range(size)],
        "created_at": Same(at),
        "edit": Same(1),
        "name": keys,
        "search_key": keys,
        **{
            name: Same("")
            for name in ("website", "domain", "phone", "sector", "city", "country", "reference", "match_key")
        },
    }
    began = time.monotonic()
    with transaction.atomic():
        load_columns(Company, columns)
    sys.stderr.write(f"{size:,} companies written in {time.monotonic() - began:.0f} s\n")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE directory_company")
    return ours


def _row(viewer, name: str, way: str, repeat: int) -> Figures:
    from jalon.directory.queries import companies

    with _plainly() if way != "walled" else nullcontext():
        found = len(companies(viewer, q=WORDS[name]).rows)
        times = sorted(_timed(lambda: companies(viewer, q=WORDS[name])) for _ in range(repeat))
    return {
        "words": f"{name} ({found} on the page)",
        "way": way,
        "p50 ms": statistics.median(times),
        "p95 ms": times[int(len(times) * 0.95) - 1],
    }


def _plainly():
    """The ORM's own condition, in place of the function's ids."""
    from unittest.mock import patch

    return patch(
        "jalon.directory.queries.records.containing", lambda rows, words: rows.filter(search_key__contains=words)
    )


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1_000


if __name__ == "__main__":
    asked = options(__doc__, size=20_000, repeat=(int, 20, "searches of each kind"))
    sys.exit(on_each_engine(asked, measure))
