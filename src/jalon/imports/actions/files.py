"""Files of an import: added, pasted, read in another way, removed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
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
from jalon.imports.reading import Limits, ReadOptions, Table, Unreadable, read_table, too_large
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
    return add_files(import_=import_, files=[(name, content)], actor=actor, options=options)[0]


def add_files(
    *, import_: Import, files: Sequence[tuple[str, IO[bytes]]], actor: Actor, options: ReadOptions = READ
) -> list[ImportFile]:
    """The same for several files, (name, content), with one plan for all; when one is refused, none is added."""
    actor.must(Can.IMPORT)
    named = {PurePath(name.replace("\\", "/")).name[:200] or PASTED: content for name, content in files}
    if import_.files.exclude(name__in=named).count() + len(named) > MOST_FILES:
        raise Unreadable(
            _("An import has at most %(count)s files.") % {"count": MOST_FILES}, remedy=_("Start another import.")
        )
    read: list[_Read] = []
    try:
        for name, content in named.items():
            read.append(_read(import_, name, content, options))
        return _keep(import_, read)
    except Refusal:
        forget([one.stored for one in read])
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
    return _keep(import_, [_Read(name, file.stored, file.size, table)])[0]


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


@dataclass(frozen=True, slots=True)
class _Read:
    name: str
    stored: str
    size: int
    table: Table


def _read(import_: Import, name: str, content: IO[bytes], options: ReadOptions) -> _Read:
    size = getattr(content, "size", 0) or 0
    if size > limits().bytes:
        raise too_large(size, limits(), value=name)
    stored = save_upload(import_, content)
    try:
        with local_copy(stored) as path:
            return _Read(name, stored, path.stat().st_size, read_table(path, options=options, limits=limits()))
    except Unreadable as problem:
        forget([stored])
        problem.value = name
        raise


def _keep(import_: Import, read: Sequence[_Read]) -> list[ImportFile]:
    old = list(import_.files.filter(name__in=[one.name for one in read]))
    tables: list[str] = []
    try:
        with transaction.atomic():
            tables.extend(save_table(import_, one.table.frame) for one in read)
            files = [_row(import_, one, table) for one, table in zip(read, tables, strict=True)]
            _plan_anew(import_)
    except BaseException:
        forget(tables)
        raise
    kept = {one.stored for one in read}
    forget([name for file in old for name in (file.table, file.stored) if name not in kept])
    return files


def _row(import_: Import, one: _Read, table: str) -> ImportFile:
    values = {
        "stored": one.stored,
        "table": table,
        "size": one.size,
        "rows": one.table.height,
        "reading": _reading(one.table),
        "columns": [asdict(column) for column in columns_of(one.table, import_.workspace)],
    }
    file, _is_new = ImportFile.objects.update_or_create(
        part_of=import_,
        name=one.name,
        defaults=values,
        create_defaults={**values, "position": import_.files.count()},
    )
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
