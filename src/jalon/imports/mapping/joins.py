"""How the files of one import join: which column of one is found again, row by row, in another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from jalon.imports.mapping.words import squeeze
from jalon.imports.reading import CELLS, ROW

ENOUGH = 0.6
ENOUGH_OF_ONE_NAME = 0.1  # columns of the same name need less in common
MANY = 2
SAME_NAME = 0.2


@dataclass(frozen=True, slots=True)
class Join:
    """The file `lookup` is looked up by its `key`, a value for each row, in the `column` of the file `onto`.

    `share` is the part of the values, on the fuller side, that are found on the other.
    """

    lookup: str
    key: str
    onto: str
    column: str
    share: float


def suggest_joins(main: str, tables: Mapping[str, pl.DataFrame]) -> list[Join]:
    """Joins that bring as many files as possible to `main`, directly or through one another, in order of joining."""
    values = {name: _values(table) for name, table in tables.items()}
    joined: list[str] = [main]
    joins: list[Join] = []
    while True:
        waiting = [name for name in tables if name not in joined]
        best = max(
            (join for name in waiting for onto in joined if (join := _best(name, onto, values, tables))),
            key=lambda join: join.share,
            default=None,
        )
        if best is None:
            return joins
        joins.append(best)
        joined.append(best.lookup)


def squeezed(column: pl.Series) -> pl.Series:
    """A column's values as joins compare them: "GTXPro" and "GTX Pro" are one."""
    distinct = column.drop_nulls().unique()
    by_value = dict(zip(distinct.to_list(), [squeeze(value) or value for value in distinct.to_list()], strict=True))
    return column.replace_strict(by_value, default=None, return_dtype=pl.String) if by_value else column


def _values(table: pl.DataFrame) -> dict[str, set[str]]:
    names = [name for name in table.columns if name not in {ROW, CELLS}]
    return {name: set(squeezed(table[name]).drop_nulls().unique()) for name in names}


def _best(
    lookup: str, onto: str, values: Mapping[str, dict[str, set[str]]], tables: Mapping[str, pl.DataFrame]
) -> Join | None:
    keys = [name for name, found in values[lookup].items() if _is_key(tables[lookup][name], found)]
    candidates: Sequence[tuple[float, str, str, float]] = [
        (share + SAME_NAME * (squeeze(key) == squeeze(column)), key, column, share)
        for key in keys
        for column, found in values[onto].items()
        if (share := _share(values[lookup][key], found)) >= _enough(key, column)
    ]
    if not candidates:
        return None
    _score, key, column, share = max(candidates)
    return Join(lookup, key, onto, column, share)


def _enough(key: str, column: str) -> float:
    return ENOUGH_OF_ONE_NAME if squeeze(key) == squeeze(column) else ENOUGH


def _is_key(column: pl.Series, found: set[str]) -> bool:
    filled = column.len() - column.null_count()
    return len(found) >= MANY and len(found) == filled


def _share(mine: set[str], theirs: set[str]) -> float:
    common = len(mine & theirs)
    return max(common / len(mine), common / len(theirs)) if mine and theirs and common >= MANY else 0.0
