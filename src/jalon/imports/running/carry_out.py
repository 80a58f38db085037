"""Carry out a staged import: companies, then people, then deals, a chunk at a time."""

from collections.abc import Callable, Iterator
from time import sleep

import polars as pl
from django.db import connection, transaction

from jalon.imports.models import ImportChunk, Phase
from jalon.imports.running.companies import run_companies
from jalon.imports.running.deals import run_deals
from jalon.imports.running.outcomes import Outcome, packed, record_ids, unpacked
from jalon.imports.running.people import run_people
from jalon.imports.running.work import Work
from jalon.imports.staging import Staged, State
from jalon.orgs.models import Workspace

AT_ONCE = 1_000
LET_OTHERS_IN = 0.005  # seconds: on SQLite one writes at a time, and who waits asks each millisecond or two
AT_ONCE_WHEN_UPDATING = 50  # each change goes through its own action
Progress = Callable[[int, int], None]
Runner = Callable[[Work, pl.DataFrame], list[Outcome]]
RUNNERS: dict[Phase, Runner] = {
    Phase.COMPANIES: run_companies,
    Phase.PEOPLE: run_people,
    Phase.DEALS: run_deals,
}


def carry_out(work: Work, staged: Staged, *, progress: Progress) -> None:
    """Do what is left to do. Called again after it was cut short, or by two at once, it doubles nothing."""
    total = staged.companies.height + staged.people.height + staged.states.height
    done = 0
    for phase, frames in phases(staged, work):
        if phase == Phase.PEOPLE:
            work.companies = record_ids(work.import_, Phase.COMPANIES)
        elif phase == Phase.DEALS:
            work.companies = work.companies or record_ids(work.import_, Phase.COMPANIES)
            work.people = record_ids(work.import_, Phase.PEOPLE)
        left = _Left(work, phase)
        for frame in frames:
            left.run(frame)
            if connection.vendor == "sqlite":
                sleep(LET_OTHERS_IN)
            done += frame.height
            progress(done, total)


def phases(staged: Staged, work: Work) -> Iterator[tuple[Phase, Iterator[pl.DataFrame]]]:
    """The phases in order, each with its chunks."""
    size = AT_ONCE_WHEN_UPDATING if work.plan.duplicates == "update" else AT_ONCE
    if not staged.companies.is_empty():
        yield Phase.COMPANIES, _slices(iter([staged.companies]), size)
    if not staged.people.is_empty():
        yield Phase.PEOPLE, _slices(iter([staged.people]), size)
    if "deal" in work.plan.subjects:
        yield Phase.DEALS, _slices(_going(staged), size)


def _going(staged: Staged) -> Iterator[pl.DataFrame]:
    """The prepared rows that are new or there already, block by block."""
    going = staged.states.filter(pl.col("state").is_in([State.NEW, State.EXISTS])).select("row")
    for block in staged.blocks():
        yield block.join(going, on="row", how="semi", maintain_order="left")


def _slices(frames: Iterator[pl.DataFrame], size: int) -> Iterator[pl.DataFrame]:
    for frame in frames:
        yield from frame.iter_slices(size)


class _Left:
    """What of a phase is not done yet, by the keys that chunks already speak of."""

    def __init__(self, work: Work, phase: Phase) -> None:
        self.work, self.phase = work, phase
        self.column = "row" if phase == Phase.DEALS else f"{phase.value}.key"
        self.done: set[object] = set()
        self.last = 0

    def run(self, frame: pl.DataFrame) -> None:
        with transaction.atomic():
            # One import at a time writes to a workspace: two of the same file then find each other's records.
            Workspace.objects.select_for_update(no_key=True).get(pk=self.work.workspace_id)
            self._catch_up()
            rest = self._rest(frame)
            if not rest.is_empty():
                self._write(rest)

    def _rest(self, frame: pl.DataFrame) -> pl.DataFrame:
        done = self.done.intersection(frame[self.column].to_list())
        return frame.filter(~pl.col(self.column).is_in(list(done))) if done else frame

    def _write(self, frame: pl.DataFrame) -> None:
        outcomes = RUNNERS[self.phase](self.work, frame)
        self.last += 1
        ImportChunk.objects.create(
            part_of=self.work.import_,
            phase=self.phase,
            number=self.last,
            rows=len(outcomes),
            outcomes=packed(outcomes),
            written_at=self.work.at,
        )

    def _catch_up(self) -> None:
        """Learn of chunks written by an attempt before, or by another worker just now."""
        chunks = ImportChunk.objects.filter(part_of=self.work.import_, phase=self.phase, number__gt=self.last)
        kept_as = "row" if self.phase == Phase.DEALS else "key"
        for number, kept in chunks.order_by("number").values_list("number", "outcomes"):
            self.done.update(unpacked(kept)[kept_as].to_list())
            self.last = number
