"""Files of an import: added, pasted, read in another way, removed."""

from dataclasses import asdict
from io import BytesIO
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from jalon.imports.actions._claim import claim
from jalon.imports.actions._suggest import suggested
from jalon.imports.models import Import, ImportFile, Status
from jalon.imports.reading import Limits, ReadOptions, Table, Unreadable, read_table
from jalon.imports.recognising import Column, recognise
from jalon.imports.storing import forget, local_copy, save_table, save_upload
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.models import Workspace
from jalon.orgs.roles import Can

MOST_FILES = 10
READ = ReadOptions()
PASTED = "pasted.csv"


class NoSuchFile(Refusal):
    """The import has no file of that name."""


def add_file(
    *, import_: Import, name: str, content: IO[bytes], actor: Actor, options: ReadOptions = READ
) -> ImportFile:
    """Keep and read a file; a file of the same name is replaced, and the plan suggested anew.

    Raises Unreadable, ImportChanged, NotAllowed.
    """
    actor.must(Can.IMPORT)
    name = PurePath(name.replace("\\", "/")).name[:200] or PASTED
    if import_.files.exclude(name=name).count() >= MOST_FILES:
        raise Unreadable(
            _("An import has at most %(count)s files.") % {"count": MOST_FILES}, remedy=_("Start another import.")
        )
    stored = save_upload(import_, content)
    try:
        with local_copy(stored) as path:
            size = path.stat().st_size
            table = read_table(path, options=options, limits=limits())
        return _keep(import_, name, stored, size, table)
    except Refusal:
        forget([stored])
        raise


def add_pasted(*, import_: Import, text: str, actor: Actor) -> ImportFile:
    """The same for text copied from a spreadsheet."""
    if not text.strip():
        raise Unreadable(_("Nothing was pasted."), remedy=_("Copy the cells with their header, then paste them here."))
    content = BytesIO(text.strip("\r\n").encode())
    return add_file(import_=import_, name=PASTED, content=content, actor=actor)


def read_again(*, import_: Import, name: str, options: ReadOptions, actor: Actor) -> ImportFile:
    """Read a kept file in another way. Raises NoSuchFile, Unreadable, ImportChanged, NotAllowed."""
    actor.must(Can.IMPORT)
    file = file_named(import_, name)
    with local_copy(file.stored) as path:
        table = read_table(path, options=options, limits=limits())
    return _keep(import_, name, file.stored, file.size, table)


def remove_file(*, import_: Import, name: str, actor: Actor) -> None:
    """Take a file out. Raises NoSuchFile, ImportChanged, NotAllowed."""
    actor.must(Can.IMPORT)
    file = file_named(import_, name)
    with transaction.atomic():
        file.delete()
        _plan_anew(import_)
    forget([file.stored, file.table])


def file_named(import_: Import, name: str) -> ImportFile:
    """The file of that name. Raises NoSuchFile."""
    file = import_.files.filter(name=name).first()
    if file is None:
        raise NoSuchFile(_("This import has no file “%(name)s”.") % {"name": name}, field="file", value=name)
    return file


def limits() -> Limits:
    """How much a file may hold, by the installation's settings."""
    return Limits(bytes=settings.CONFIG.upload_limit_mb * 1_000_000)


def columns_of(table: Table, workspace: Workspace) -> tuple[Column, ...]:
    """What each column holds, doubts settled as the workspace's language writes."""
    is_french = workspace.language.startswith("fr")
    american = workspace.currency == "USD" and not is_french
    return tuple(
        recognise(table.frame[name], day_first=not american, decimal="," if is_french else ".")
        for name in table.headers
    )


def _keep(import_: Import, name: str, stored: str, size: int, table: Table) -> ImportFile:
    columns = columns_of(table, import_.workspace)
    saved = save_table(import_, table.frame)
    old = import_.files.filter(name=name).first()
    with transaction.atomic():
        file, _is_new = ImportFile.objects.update_or_create(
            part_of=import_,
            name=name,
            defaults={
                "stored": stored,
                "table": saved,
                "size": size,
                "rows": table.height,
                "reading": _reading(table),
                "columns": [asdict(column) for column in columns],
            },
            create_defaults={
                "stored": stored,
                "table": saved,
                "size": size,
                "rows": table.height,
                "reading": _reading(table),
                "columns": [asdict(column) for column in columns],
                "position": import_.files.count(),
            },
        )
        _plan_anew(import_)
    if old is not None:
        forget([old.table, *([old.stored] if old.stored != stored else [])])
    return file


def _plan_anew(import_: Import) -> None:
    plan, rows = suggested(import_)
    total = import_.files.aggregate(total=Sum("rows"))["total"] or 0
    claim(import_, plan=plan.model_dump(mode="json"), rows=rows or total, status=Status.DRAFT, verdict=None)


def _reading(table: Table) -> dict[str, object]:
    return {
        "encoding": table.encoding,
        "separator": table.separator,
        "sheet": table.sheet,
        "sheets": list(table.sheets),
        "header_row": table.header_row,
        "notes": [asdict(note) for note in table.notes],
    }
