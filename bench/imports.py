"""An import measured: read, check, run, report and undo a file of deals, companies and people.

    python bench/imports.py                                   # 10,000 rows, SQLite
    python bench/imports.py --size 100000 --engine both
    python bench/imports.py --size 100000 --people 0          # deals and companies alone

Rows look like an export of another tool: French dates and amounts, one company in five rows, one e-mail address in
twenty said twice, each row compared with the workspace and reported. While the run is on, another process writes every
20 ms and says how long it waited. `rows a second` counts all rows of the file, `cpu s` what this process burnt: on a
busy machine it tells more than the clock. Memory is the peak of the process.
"""

import csv
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO, StringIO, TextIOWrapper

from _place import Figures, on_each_engine, options
from _seed import now, seed

AIM, PEERS = "10,000", "143–431"
STAGES = ("Qualifier", "Découvrir les besoins", "Présenter la solution", "Gagnée", "Perdue")
WRITER = """
import json, signal, statistics, sys, time
import jalon.site.wsgi
from django.db import close_old_connections
from jalon.orgs.models import Workspace
waits, going = [], [True]
signal.signal(signal.SIGTERM, lambda *_: going.clear())
while going:
    began = time.perf_counter()
    Workspace.objects.filter(slug="bench").update(name=f"Bench {len(waits)}")
    waits.append((time.perf_counter() - began) * 1000)
    time.sleep(0.02)
waits.sort()
print(json.dumps([len(waits), waits[len(waits) // 2], waits[int(len(waits) * 0.95)], waits[-1]]))
"""


def measure(chosen) -> list[Figures]:
    """One row a step."""
    from jalon.imports.actions import (
        add_file,
        finish_check,
        finish_run,
        finish_undo,
        run_import,
        start_import,
        undo_import,
    )
    from jalon.orgs.actor import Actor
    from jalon.orgs.models import Membership

    seed(0)
    owner = Membership.objects.select_related("workspace", "user").get(workspace__slug="bench", role="owner")
    actor, size = Actor(owner), chosen.size
    content = book(size, people=bool(chosen.people))
    import_ = start_import(actor=actor, at=now())
    rows = [
        step(
            "read and map", size, lambda: add_file(import_=import_, name="affaires.csv", content=content, actor=actor)
        ),
        step(
            "check",
            size,
            lambda: finish_check(import_=import_, edit=import_.edit, actor=actor, at=now(), progress=_mute),
        ),
    ]
    run_import(import_=import_, actor=actor, at=now())
    with another_writer() as waits:
        rows.append(step("run", size, lambda: finish_run(import_=import_, progress=_mute, at=now())))
    rows[-1] |= {"aim rows/s": AIM, "peers rows/s": PEERS}
    rows.append(
        {"step": "  another writer meanwhile", "wait p50 ms": waits[1], "p95 ms": waits[2], "longest ms": waits[3]}
    )
    rows.append(step("report", size, lambda: sum(1 for _row in _report(import_))))
    undo_import(import_=import_, actor=actor, at=now())
    rows.append(step("undo", size, lambda: finish_undo(import_=import_, progress=_mute, at=now())))
    _prove(import_, size)
    return rows


def step(name: str, size: int, act: Callable[[], object]) -> Figures:
    """Time, processor time and peak memory of one step."""
    began, burnt = time.perf_counter(), time.process_time()
    act()
    seconds, cpu = time.perf_counter() - began, time.process_time() - burnt
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "step": name,
        "s": round(seconds, 2),
        "cpu s": round(cpu, 2),
        "rows/s": int(size / seconds),
        "peak MB": peak,
    }


def book(size: int, *, people: bool) -> BytesIO:
    """The file, the same for the same size."""
    chance = random.Random(size)
    content = BytesIO()
    text = TextIOWrapper(content, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";")
    contact = ["Contact", "E-mail"] if people else []
    writer.writerow(
        [
            "Référence",
            "Affaire",
            "Société",
            "Ville",
            *contact,
            "Étape",
            "Montant HT",
            "Commercial",
            "Ouverte le",
            "Clôture",
            "Origine",
        ]
    )
    for number in range(size):
        company = number * 7919 % max(size // 5, 1)
        opened = date(2024, 1, 1) + timedelta(days=chance.randrange(900))
        person = number if chance.random() > 0.05 else max(number - 1, 0)
        writer.writerow(
            [
                f"AFF-{number:07d}",
                f"Contrat {number}",
                f"Société {company} SAS",
                f"Ville {company % 90}",
                *([f"Prénom Nom{person}", f"personne{person}@exemple{company % 5000}.fr"] if people else []),
                chance.choice(STAGES),
                f"{chance.randrange(1, 90)} {chance.randrange(100, 999)},{chance.randrange(10, 99)} €",
                f"Seller {chance.randrange(1, 51)}",
                f"{opened:%d/%m/%Y}",
                f"{opened + timedelta(days=chance.randrange(10, 200)):%d/%m/%Y}",
                chance.choice(("Salon", "Site web", "Recommandation")),
            ]
        )
    text.detach()
    content.seek(0)
    return content


@contextmanager
def another_writer() -> Iterator[list[float]]:
    """Somebody who writes every 20 ms from another process; afterwards [writes, p50, p95, longest] in ms."""
    waits: list[float] = []
    command = [sys.executable, "-c", WRITER]
    with subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE) as process:
        time.sleep(1.5)
        yield waits
        process.send_signal(signal.SIGTERM)
        told, _errors = process.communicate()
    waits += [round(one, 1) for one in json.loads(told)]


def _report(import_) -> Iterator[str]:
    from jalon.imports.queries import report_rows
    from jalon.kernel.spreadsheet import csv_lines

    headers, rows = report_rows(import_)
    scratch = StringIO()
    for line in csv_lines(headers, (row.cells for row in rows)):
        scratch.write(line)
        yield line


def _prove(import_, size: int) -> None:
    """Every row was taken over, then given back, and the kept totals are true."""
    from jalon.deals.actions.fold_totals import totals_drift
    from jalon.deals.models import Deal, Pipeline

    import_.refresh_from_db()
    assert import_.counts["went"]["new"] == size, import_.counts
    assert import_.given_back["trashed"] == sum(one["created"] for one in import_.counts["records"].values())
    assert not Deal.objects.filter(workspace_id=import_.workspace_id, trashed_at=None).exists()
    assert not any(totals_drift(pipeline) for pipeline in Pipeline.objects.filter(workspace_id=import_.workspace_id))


def _mute(_done: int, _total: int) -> None:
    pass


if __name__ == "__main__":
    sys.exit(on_each_engine(options(__doc__, size=10_000, people=(int, 1, "1: bring people too; 0: not")), measure))
