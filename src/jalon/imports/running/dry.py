"""Rehearse a staged import: what carrying it out would do, with the same code, changes rolled back."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl
from django.db import transaction

from jalon.imports.models import Phase
from jalon.imports.running.carry_out import RUNNERS, phases
from jalon.imports.running.outcomes import CREATED, REFUSED, SKIPPED, Outcome
from jalon.imports.running.work import Work
from jalon.imports.staging import Staged, State


@dataclass
class Rehearsal:
    """`counts` says how many companies, people and deals would be created, updated, left the same, skipped, refused.

    `refusals` are the rows that a gate or a check refuses only when it is asked.
    """

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    refusals: list[Outcome] = field(default_factory=list)


def rehearse(work: Work, staged: Staged, *, progress: Callable[[int, int], None]) -> Rehearsal:
    """Run the phases without keeping anything."""
    found = Rehearsal()
    total = staged.companies.height + staged.people.height + staged.states.height
    done = 0
    for phase, frames in phases(staged, work):
        counts = found.counts.setdefault(phase.value, Counter())
        if phase == Phase.DEALS and work.plan.duplicates != "update":
            counts.update(_told(staged))
            continue
        for frame in frames:
            outcomes = _tried(work, phase, frame)
            counts.update(one.outcome for one in outcomes)
            found.refusals += [one for one in outcomes if one.outcome == REFUSED]
            done += frame.height
            progress(done, total)
    return found


def _told(staged: Staged) -> dict[str, int]:
    counted = staged.counted()
    return {CREATED: counted.get(State.NEW, 0), SKIPPED: counted.get(State.EXISTS, 0)}


def _tried(work: Work, phase: Phase, frame: pl.DataFrame) -> list[Outcome]:
    with transaction.atomic():
        outcomes = RUNNERS[phase](work, frame)
        transaction.set_rollback(True)
    there = {one.key: one.record for one in outcomes if one.key and one.record and one.outcome != CREATED}
    if phase == Phase.COMPANIES:
        work.companies |= there
        work.fresh |= {one.key for one in outcomes if one.key and one.outcome == CREATED}
    elif phase == Phase.PEOPLE:
        work.people |= there
    return outcomes
