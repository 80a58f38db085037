"""Backup and restore: seconds and megabytes, of a book of open deals.

.venv/bin/python bench/keep.py --size 100000 --engine both
"""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from _place import on_each_engine, options


def measure(chosen) -> list[dict[str, object]]:
    from _seed import seed
    from django.conf import settings
    from django.db import connection

    from jalon.kernel.clock import now
    from jalon.site.keep.backup import back_up
    from jalon.site.keep.restore import restore

    seed(chosen.size)
    with TemporaryDirectory() as scratch:
        archive = Path(scratch) / "b.jalon"
        backup, manifest = timed(lambda: back_up(path=archive, data=settings.CONFIG.data, at=now()))
        size = archive.stat().st_size / 1e6
        connection.close()
        restored, _ = timed(lambda: restore(path=archive, data=settings.CONFIG.data, at=now(), replace=True))
    return [
        {"what": "backup", **backup, "rows": manifest.row_count(), "archive MB": size},
        {"what": "restore, verified twice", **restored, "rows": manifest.row_count()},
    ]


def timed(do):
    wall, cpu = time.monotonic(), time.process_time()
    result = do()
    return {"seconds": time.monotonic() - wall, "cpu s": time.process_time() - cpu}, result


if __name__ == "__main__":
    raise SystemExit(on_each_engine(options(__doc__, size=10_000), measure))
