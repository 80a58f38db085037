"""Put the files of an import side by side: each row of the main file with what the others say of it."""

from collections.abc import Iterator, Mapping

import polars as pl

from jalon.imports.mapping.joins import squeezed
from jalon.imports.plan import Correction, FilePlan, Plan
from jalon.imports.reading import CELLS, ROW

BLOCK = 20_000


def place(file: str, column: str) -> str:
    """The name of a file's column once files are side by side."""
    return f"{file}\x1f{column}"


class Joiner:
    """Joins blocks of the main file with the files that are looked up; corrections by hand are applied first."""

    def __init__(self, plan: Plan, tables: Mapping[str, pl.DataFrame]) -> None:
        self.plan = plan
        self.main = _corrected(tables[plan.main.name], plan.main.name, plan.corrections)
        self.lookups = [
            (file, _keyed(file, _corrected(tables[file.name], file.name, plan.corrections)))
            for file in plan.looked_up
            if file.name in tables
        ]

    @property
    def height(self) -> int:
        """How many rows there are to import."""
        return self.main.height

    def blocks(self, size: int = BLOCK) -> Iterator[pl.DataFrame]:
        """The joined rows, in order, `size` at a time."""
        for start in range(0, self.main.height, size):
            yield self._joined(self.main.slice(start, size))

    def _joined(self, block: pl.DataFrame) -> pl.DataFrame:
        rows = _placed(self.plan.main.name, block)
        for file, keyed in self.lookups:
            assert file.lookup is not None  # noqa: S101 - looked-up files have one
            onto = squeezed(rows[place(file.lookup.onto, file.lookup.column)]).alias("__key__")
            rows = rows.with_columns(onto).join(keyed, on="__key__", how="left", maintain_order="left").drop("__key__")
        return rows


def _keyed(file: FilePlan, table: pl.DataFrame) -> pl.DataFrame:
    assert file.lookup is not None  # noqa: S101
    key = squeezed(table[file.lookup.key]).alias("__key__")
    unique = _placed(file.name, table).drop(ROW, CELLS).with_columns(key)
    return unique.drop_nulls("__key__").unique("__key__", keep="first", maintain_order=True)


def _placed(file: str, table: pl.DataFrame) -> pl.DataFrame:
    return table.rename({name: place(file, name) for name in table.columns if name not in {ROW, CELLS}})


def _corrected(table: pl.DataFrame, file: str, corrections: tuple[Correction, ...]) -> pl.DataFrame:
    for one in corrections:
        if one.file == file and one.column in table.columns:
            value = pl.lit(one.value.strip() or None, dtype=pl.String)
            cell = pl.when(pl.col(ROW) == one.row).then(value).otherwise(pl.col(one.column))
            table = table.with_columns(cell.alias(one.column))
    return table
