"""Keep and read back files of an import, in whatever storage the installation has."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import polars as pl
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from jalon.imports.models import Import
from jalon.kernel.ids import new_id


def save_upload(import_: Import, content: IO[bytes]) -> str:
    """Keep what was dropped, under a name that says nothing; gives the name."""
    return default_storage.save(f"{_folder(import_)}/{new_id().hex}.upload", File(content))


def save_table(import_: Import, frame: pl.DataFrame) -> str:
    """Keep a table; gives its name."""
    buffer = BytesIO()
    frame.write_parquet(buffer)
    return default_storage.save(f"{_folder(import_)}/{new_id().hex}.parquet", ContentFile(buffer.getvalue()))


def load_table(name: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """A table that was kept, or some of its columns."""
    with default_storage.open(name, "rb") as file:
        return pl.read_parquet(BytesIO(file.read()), columns=list(columns) if columns is not None else None)


def load_tables(import_: Import) -> dict[str, pl.DataFrame]:
    """The text tables of all files of the import, by name."""
    return {file.name: load_table(file.table) for file in import_.files.all()}


@contextmanager
def local_copy(name: str) -> Iterator[Path]:
    """A path to what was dropped, on this machine, while the block lasts."""
    with default_storage.open(name, "rb") as kept, NamedTemporaryFile(prefix="jalon-") as here:
        shutil.copyfileobj(kept, here)
        here.flush()
        yield Path(here.name)


def forget(names: Sequence[str]) -> None:
    """Remove what was kept; what is gone already is gone."""
    for name in names:
        if name:
            default_storage.delete(name)


def _folder(import_: Import) -> str:
    return f"imports/{import_.workspace_id.hex}/{import_.pk.hex}"
