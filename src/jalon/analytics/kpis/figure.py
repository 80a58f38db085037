"""A figure that a KPI gives, with what it takes to trust it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

type Kind = Literal["cohort", "flow", "snapshot"]
type Unit = Literal["count", "share", "days", "amount", "amount per day", "people"]


@dataclass(frozen=True, kw_only=True)
class Window:
    """From `start` on, up to `end` and not including it."""

    start: datetime
    end: datetime

    @property
    def days(self) -> float:
        """How many days it lasts."""
        return (self.end - self.start) / timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One value of a KPI: a cohort, a flow or a snapshot, never a mix of them.

    `n` is what it rests on, `low` and `high` its 95 % interval where there is one, `rows` the cases behind it, `beside`
    what must be read with it. `of` says what part it is of: a stage, an origin, a horizon in days. `value` is None
    where it was not reached or nothing was there.
    """

    kpi: str
    kind: Kind
    unit: Unit
    value: float | None
    n: int
    window: Window
    of: str = ""
    low: float | None = None
    high: float | None = None
    rows: tuple[str, ...] = ()
    beside: dict[str, float | None] = field(default_factory=dict)
