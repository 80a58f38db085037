"""`jalon doctor`: what is wrong with a set-up, and the remedy; one line each."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime

from django.db import DatabaseError

from jalon.kernel.clock import now
from jalon.site.config import Config
from jalon.site.doctor.database import examine_data, examine_database
from jalon.site.doctor.finding import Finding
from jalon.site.doctor.folder import examine_folder
from jalon.site.doctor.mail import examine_mail
from jalon.site.doctor.way_in import examine_django, examine_way_in
from jalon.site.doctor.work import examine_work

__all__ = ["Finding", "doctor", "examine"]


def doctor(config: Config, *, as_json: bool = False) -> int:
    """Print every finding, as text or as JSON; 1 when one needs a remedy."""
    findings = list(examine(config, at=now()))
    sys.stdout.write(_as_json(findings) if as_json else "".join(map(_line, findings)))
    return int(not all(finding.is_right for finding in findings))


def examine(config: Config, *, at: datetime) -> Iterator[Finding]:
    """Look at the folder, the database and its data, the jobs, the way in and the mail."""
    yield from examine_folder(config)
    of_database = list(examine_database(at))
    yield from of_database
    if all(one.is_right or one.check != "database" for one in of_database):
        yield from _of_data(at)
    yield from examine_way_in(config)
    yield from examine_mail(config)


def _of_data(at: datetime) -> Iterator[Finding]:
    yield from _or_why_not(examine_django)
    of_data = list(_or_why_not(examine_data))
    yield from of_data
    if all(one.is_right for one in of_data if one.check == "migrations"):
        yield from _or_why_not(lambda: examine_work(at))


def _or_why_not(examine: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from examine()
    except DatabaseError as problem:
        yield Finding("database", f"database: {str(problem).strip()}", "Restore the last backup with --replace.")


def _line(finding: Finding) -> str:
    remedy = f"    {finding.remedy}\n" if finding.remedy else ""
    return f"{'ok' if finding.is_right else '!!'}  {finding.says}\n{remedy}"


def _as_json(findings: list[Finding]) -> str:
    rows = [{**asdict(finding), "is_right": finding.is_right} for finding in findings]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
