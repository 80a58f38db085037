"""Prepared rows on disk, block by block, with what each will become."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import polars as pl

from jalon.imports.preparing import PROBLEMS
from jalon.imports.targets import Subject


class State(StrEnum):
    """What a row will become: NEW and EXISTS go on, the others stay out."""

    NEW = "new"
    EXISTS = "exists"
    REFUSED = "refused"
    LEFT_OUT = "left_out"
    DOUBLE = "double"


STATES = {"row": pl.UInt32(), "key": pl.String(), "state": pl.String(), "reason": pl.String(), "value": pl.String()}


@dataclass
class Staged:
    """`states` has one line per row; `companies` and `people` one line per company and person that will be needed."""

    folder: Path
    lead: Subject
    blocks_written: int = 0
    states: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=STATES))
    problems: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PROBLEMS))
    companies: pl.DataFrame = field(default_factory=pl.DataFrame)
    people: pl.DataFrame = field(default_factory=pl.DataFrame)

    def write(self, block: pl.DataFrame) -> None:
        """Lay a prepared block down."""
        block.write_parquet(self.folder / f"{self.blocks_written}.parquet", compression="lz4")
        self.blocks_written += 1

    def blocks(self) -> Iterator[pl.DataFrame]:
        """The prepared blocks, in order."""
        for number in range(self.blocks_written):
            yield pl.read_parquet(self.folder / f"{number}.parquet")

    def counted(self) -> dict[str, int]:
        """How many rows will become what."""
        return dict(self.states.group_by("state").len().iter_rows())
