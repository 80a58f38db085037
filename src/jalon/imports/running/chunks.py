"""What companies, people and deals share when a chunk of them is run."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

import polars as pl

from jalon.directory.models import Company
from jalon.imports.running.work import Work


def parted(chunk: pl.DataFrame, key: str, known: Collection[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(rows of what is new, rows of what is there already)."""
    if not known:
        return chunk, chunk.clear()
    is_there = pl.col(key).is_in(list(known)).fill_null(value=False)
    return chunk.filter(~is_there), chunk.filter(is_there)


def uuids(column: pl.Series) -> list[UUID | None]:
    """Ids written as text: the same few again and again."""
    return [_uuid(text) if text else None for text in column.to_list()]


def texts(rows: pl.DataFrame, fields: Mapping[str, str]) -> dict[str, list[Any]]:
    """{field: values} of text columns, "" where there is nothing; all "" for a column that is not fed."""
    fed = {column: name for column, name in fields.items() if column in rows.columns}
    filled = rows.select(pl.col(list(fed)).fill_null(""))
    nothing = [""] * rows.height
    return {name: filled[column].to_list() if column in fed else nothing for column, name in fields.items()}


def companies_of(work: Work, rows: Iterable[Mapping[str, Any]]) -> dict[UUID, Company]:
    """The companies that rows name, by id."""
    keys = (row["company.key"] for row in rows)
    return Company.objects.in_bulk({work.companies[key] for key in keys if key in work.companies})


@lru_cache(maxsize=1_024)
def _uuid(text: str) -> UUID:
    return UUID(text)
