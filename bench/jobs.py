"""Work for later, measured: how soon a job starts, how many a second, and what is left after many kill -9.

    python bench/jobs.py                       # speed, then 20 kills, on SQLite in a folder of its own
    python bench/jobs.py kills --size 200      # the long proof
    DATABASE_URL=postgresql://… python bench/jobs.py    # in a database of its own on that server

With --json the figures come as one line. The exit code is 1 when a job was lost, doubled or left half done.
"""

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
LEASE_SECONDS = 2


def main() -> int:
    options = _options()
    if options.what == "worker":
        return _work(options.threads)
    with _scratch():
        figures = {"engine": _set_up()}
        if options.what in {"all", "speed"}:
            figures |= speed(options.size or 1000)
        if options.what in {"all", "kills"}:
            figures |= kills(options.size or 20, jobs=options.jobs, seed=options.seed)
        _close()
    print(json.dumps(figures) if options.json else "\n".join(f"{k:32} {v}" for k, v in figures.items()))
    return 1 if figures.get("lost") or figures.get("doubled") or figures.get("not_done") else 0


def speed(size: int) -> dict[str, object]:
    """Time to start on an idle worker; jobs per second with one and two workers; what an idle worker costs."""
    from jalon.kernel.jobs import enqueue

    figures: dict[str, object] = {}
    with _workers(1) as [worker]:
        _wait_for_effects(1, ask=lambda: enqueue("bench.touch"))
        time.sleep(1)
        began, used = time.time(), _cpu_seconds(worker.pid)
        time.sleep(10)
        share = (_cpu_seconds(worker.pid) - used) / (time.time() - began)
        figures["idle_cpu_percent"] = round(share * 100, 1)
        figures["idle_pss_mb"] = round(_pss_mb(worker.pid))
        waits = _waits(40)
        figures["start_after_ms_p50_p95"] = [
            round(statistics.median(waits)),
            round(statistics.quantiles(waits, n=20)[-1]),
        ]
    for count in (1, 2):
        figures[f"jobs_per_second_{count}"] = round(_throughput(size, count))
    return figures


def kills(count: int, *, jobs: int, seed: int) -> dict[str, object]:
    """Kill a worker `count` times at random moments of its work, let it finish, and compare with what was asked."""
    from jalon.kernel.jobs import dead_jobs

    moments, asked = random.Random(seed), 0
    _forget_effects()
    for _ in range(count):
        asked += _ask_for_work(jobs)
        with _workers(1, stop=signal.SIGKILL):
            _wait_for_effects(_effects() + 1)
            time.sleep(moments.uniform(0, 0.3))
    with _workers(2):
        _drain()
    return {"kills": count, "seed": seed, "jobs": asked, "dead": len(dead_jobs()), **_compare(count * jobs)}


def _compare(each: int) -> dict[str, object]:
    expected = Counter()
    for number in range(each):
        expected.update({("whole", number, part): 1 for part in "ab"})
        expected.update({("steps", number, part): 1 for part in "012"})
        expected.update({("chain", number, part): 1 for part in ("first", "then")})
    found = Counter(
        {
            (kind, number, part): times
            for kind, number, part, times in _rows(
                "SELECT kind, number, part, count(*) FROM bench_effect GROUP BY kind, number, part"
            )
        }
    )
    doubled = sum(times - 1 for times in found.values() if times > 1)
    return {
        "lost": len(expected.keys() - found.keys()),
        "doubled": doubled,
        "not_done": _unfinished(),
        "jobs_met_by_a_kill": _rows("SELECT count(*) FROM django_ox_oxtask WHERE attempts > 1")[0][0],
    }


def _ask_for_work(each: int) -> int:
    from jalon.kernel.jobs import enqueue

    asked = _rows("SELECT count(*) FROM kernel_jobrun WHERE name = 'bench.whole'")[0][0]
    for number in range(asked, asked + each):
        for kind in ("whole", "steps", "chain"):
            enqueue(f"bench.{kind}", number=number)
    return 4 * each


def _declare() -> None:
    """The jobs of this bench, alone; each writes rows that can be counted afterwards."""
    from jalon.kernel.jobs import enqueue, job
    from jalon.kernel.jobs.registry import forget, scheduled_handlers

    for handler in scheduled_handlers():
        forget(handler.name)

    @job("bench.touch")
    def touch(_job, number=0):
        _write("touch", number, "")

    @job("bench.whole")
    def whole(_job, number):
        _write("whole", number, "a")
        time.sleep(random.uniform(0, 0.02))
        _write("whole", number, "b")

    @job("bench.steps", atomic=False)
    def steps(job, number):
        for part in "012":
            with job.step(part) as due:
                if due:
                    _write("steps", number, part)
            job.progress(int(part) + 1, 3)
            time.sleep(random.uniform(0, 0.01))

    @job("bench.chain")
    def chain(_job, number):
        _write("chain", number, "first")
        enqueue("bench.then", number=number)

    @job("bench.then")
    def then(_job, number):
        _write("chain", number, "then")


def _waits(samples: int) -> list[float]:
    from jalon.kernel.jobs import enqueue

    _forget_effects()
    sent = []
    for number in range(samples):
        enqueue("bench.touch", number=number)
        sent.append(time.time())
        time.sleep(random.uniform(0.3, 0.6))
    _wait_until(lambda: _effects() >= samples, seconds=10)
    began = dict(_rows("SELECT number, at FROM bench_effect"))
    return [(began[number] - at) * 1000 for number, at in enumerate(sent)]


def _throughput(size: int, workers: int) -> float:
    from django.db import transaction

    from jalon.kernel.jobs import enqueue

    _forget_effects()
    with transaction.atomic():
        for number in range(size):
            enqueue("bench.touch", number=number)
    with _workers(workers):
        _wait_until(lambda: _effects() >= size, seconds=300)
    [(first, last)] = _rows("SELECT min(at), max(at) FROM bench_effect")
    return (size - 1) / (last - first)


def _work(threads: int) -> int:
    _set_up_django()
    _declare()
    from jalon.kernel.jobs.worker import work

    work(threads=threads, lease_seconds=LEASE_SECONDS)
    return 0


@contextmanager
def _workers(count: int, *, stop: signal.Signals = signal.SIGTERM) -> Iterator[list[subprocess.Popen[bytes]]]:
    command = [sys.executable, __file__, "worker"]
    children = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(count)]
    try:
        yield children
    finally:
        for child in children:
            child.send_signal(stop)
        for child in children:
            child.wait(60)


@contextmanager
def _scratch() -> Iterator[None]:
    """A data folder and, on PostgreSQL, a database that are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as folder:
        os.environ["JALON_DATA"] = folder
        server = os.environ.get("DATABASE_URL", "")
        if not server.startswith("postgres"):
            os.environ.pop("DATABASE_URL", None)
            yield
            return
        name = f"jalon_bench_{os.getpid()}"
        _administer(server, f'CREATE DATABASE "{name}"')
        os.environ["DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        try:
            yield
        finally:
            _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def _set_up() -> str:
    _set_up_django()
    _declare()
    from django.core.management import call_command
    from django.db import connection

    from jalon.kernel.db.row_security import as_owner, install

    for app in ("django_ox", "kernel"):
        call_command("migrate", app, verbosity=0)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_effect (kind text, number integer, part text, at double precision)")
    install()
    return connection.vendor


def _set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.site.settings")
    django.setup()


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _write(kind: str, number: int, part: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_effect VALUES (%s, %s, %s, %s)", [kind, number, part, time.time()])


def _rows(query: str) -> list[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _effects() -> int:
    return _rows("SELECT count(*) FROM bench_effect")[0][0]


def _forget_effects() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM bench_effect")


def _unfinished() -> int:
    return _rows("SELECT count(*) FROM kernel_jobrun WHERE finished_at IS NULL")[0][0]


def _wait_for_effects(count: int, *, ask=None) -> None:
    if ask:
        ask()
    _wait_until(lambda: _effects() >= count, seconds=60)


def _drain() -> None:
    """Until nothing is left, or nothing has moved for a minute."""
    left = _unfinished()
    while left:
        before = left
        _wait_until(lambda before=before: _unfinished() < before, seconds=60)
        left = _unfinished()
        if left == before:
            return


def _wait_until(reached, *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > deadline:
            return
        time.sleep(0.02)


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _pss_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", default="all", choices=["all", "speed", "kills", "worker"])
    parser.add_argument("--size", type=int, help="jobs (speed), kills (kills)")
    parser.add_argument("--jobs", type=int, default=25, help="jobs of each kind asked for before each kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
