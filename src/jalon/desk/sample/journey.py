"""The way of one deal through the stages: how long each stay, how it goes on, and how it ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from random import Random

from jalon.desk.sample.calendar import OfficeHours
from jalon.desk.sample.chance import days, one_of, slowness
from jalon.process import PipelineDefinition, StageDefinition

REACHING = 0.45  # of the records, those that get past the opportunity line at the least
BACK, SKIP = 0.05, 0.04
EARLY_ENDS = {"disqualified": 0.7, "recycled": 0.2, "no_decision": 0.1}
LATE_ENDS = {"lost": 0.55, "no_decision": 0.38, "recycled": 0.07}
LINGERS = {"lost": 1.2, "no_decision": 1.6, "recycled": 1.3}


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in a stage; `how` it was entered: enter, advance, skip or back."""

    stage: str
    entered_at: datetime
    left_at: datetime | None
    how: str


@dataclass(frozen=True, slots=True)
class Journey:
    """Every stay in its order, and the end. A deal that is won may still be on its way."""

    stays: tuple[Stay, ...]
    outcome: str
    decided_at: datetime | None
    finished_at: datetime | None

    def is_on_board(self) -> bool:
        return self.finished_at is None


@dataclass(frozen=True, slots=True)
class Route:
    """A pipeline as a deal travels it. Positions count from nought."""

    definition: PipelineDefinition
    stages: tuple[StageDefinition, ...]
    start: int
    line: int
    won: int
    lift: float

    @classmethod
    def of(cls, definition: PipelineDefinition) -> "Route":
        """Stages before the opportunity line lose so many that a book of deals would be one of names.

        Their conversions are raised to one common power (`lift`) when fewer than `REACHING` would get past the line.
        """
        keys = definition.stage_keys()
        start = keys.index(definition.first_stage().key)
        line = keys.index(definition.opportunity_line) if definition.opportunity_line else start
        before = 1.0
        for stage in definition.stages[start:line]:
            before *= _middle(stage)
        lift = min(log(REACHING) / log(before), 1.0) if before < REACHING else 1.0
        won = keys.index(definition.won_at[0]) if definition.won_at else len(keys) - 1
        return cls(definition, definition.stages, start, line, won, lift)

    def conversion(self, place: int, skill: float) -> float:
        """The chance to go on from a stage: within the stage's own range, higher for a better seller."""
        known = self.stages[place].conversion
        if known is None:
            return 0.9
        low, high = (known.low, known.high) if known.low < known.high else (known.low - 0.04, known.high + 0.04)
        share = min(max(low + (high - low) * skill, 0.0), 1.0)
        return share**self.lift if place < self.line else share

    def place(self, stage: str) -> int:
        """Where a stage stands."""
        return self.definition.stage_keys().index(stage)

    def furthest(self, journey: Journey) -> int:
        """How far a deal came."""
        return max(self.place(stay.stage) for stay in journey.stays)

    def days_to_go(self, place: int) -> float:
        """The medians of the stages from `place` to the win, together."""
        return sum(stage.duration_days.p50 for stage in self.stages[place : self.won + 1] if stage.duration_days)


def travel(
    chance: Random, route: Route, *, opened_at: datetime, at: datetime, skill: float, hours: OfficeHours
) -> Journey:
    """Let a deal travel from `opened_at` until it ends or `at` is reached."""
    of_deal = chance.gauss(0, 1) - 0.2 * (skill - 0.5)
    step, entered, decided_at, stays = _Step(route.start, "enter"), opened_at, None, list[Stay]()
    while True:
        stage = route.stages[step.place]
        goes_on = step.is_return or chance.random() < route.conversion(step.place, skill)
        end = "" if goes_on else _end(chance, stage, is_late=step.place >= route.line, is_won=decided_at is not None)
        length = days(stage.duration_days, slowness(chance, of_deal)) * LINGERS.get(end, 1.0)
        left = max(hours.snap(entered + timedelta(days=length)), entered + timedelta(minutes=20))
        stays.append(Stay(stage.key, entered, left if left <= at else None, step.how))
        if left > at:
            return Journey(tuple(stays), "won" if decided_at else "open", decided_at, None)
        if not goes_on:
            return Journey(tuple(stays), end, decided_at or left, left)
        following = _next_step(chance, route, step)
        if step.place == route.won and following.how != "back":
            decided_at = left
        if following.place == len(route.stages):
            return Journey(tuple(stays), "won", decided_at, left)
        step, entered = following, left


@dataclass(frozen=True, slots=True)
class _Step:
    """Where a deal is, how it came there, and whether it has been back once, or is back just now."""

    place: int
    how: str
    has_been_back: bool = False
    is_return: bool = False


def _next_step(chance: Random, route: Route, step: _Step) -> _Step:
    """On to the next stage, back to the one before (once at most), or past one that this deal can do without."""
    place, been = step.place, step.has_been_back
    if not been and route.start < place <= route.won and chance.random() < BACK:
        return _Step(place - 1, "back", has_been_back=True, is_return=True)
    if place + 2 <= route.won and chance.random() < SKIP:
        return _Step(place + 2, "skip", has_been_back=been)
    return _Step(place + 1, "advance", has_been_back=been)


def _end(chance: Random, stage: StageDefinition, *, is_late: bool, is_won: bool) -> str:
    if is_won:
        return "won"
    weights = LATE_ENDS if is_late else EARLY_ENDS
    allowed = {str(outcome) for outcome in stage.outcomes}
    possible = {end: weight for end, weight in weights.items() if end in allowed}
    return one_of(chance, possible or {"lost": 1.0})


def _middle(stage: StageDefinition) -> float:
    return (stage.conversion.low + stage.conversion.high) / 2 if stage.conversion else 0.9
