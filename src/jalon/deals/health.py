"""A deal's health: late, at risk or healthy, by a rule that a person can check.

Late: longer in the stage than its p90, or the closing date is past. At risk: no next step to come, or past the middle
between p50 and p90. Healthy: the rest.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db.models import Q

from jalon.process import StageDefinition

Health = Literal["healthy", "at_risk", "late"]


@dataclass(frozen=True, slots=True)
class Norm:
    """Days in a stage from which a deal is worth a look, and from which it is late; None where there is no norm."""

    watch_days: float | None
    late_days: float | None


def norm_of(stage: StageDefinition) -> Norm:
    """The stage's norm from its own durations."""
    duration = stage.duration_days
    if duration is None:
        return Norm(None, None)
    return Norm(watch_days=(duration.p50 + duration.p90) / 2, late_days=duration.p90)


def health_of(
    *, norm: Norm, days_in_stage: float, close_on: date | None, next_step_on: date | None, today: date
) -> Health:
    """The rule on one deal."""
    if (norm.late_days is not None and days_in_stage > norm.late_days) or (close_on and close_on < today):
        return "late"
    if next_step_on is None or next_step_on < today:
        return "at_risk"
    return "at_risk" if norm.watch_days is not None and days_in_stage > norm.watch_days else "healthy"


def health_condition(health: Health, *, norm: Norm, at: datetime, today: date) -> Q:
    """The same rule as a condition on rows of one stage."""
    late = Q(close_on__lt=today, close_on__isnull=False)
    watched = Q(next_step_on=None) | Q(next_step_on__lt=today)
    if norm.late_days is not None and norm.watch_days is not None:
        late |= Q(entered_stage_at__lt=at - timedelta(days=norm.late_days))
        watched |= Q(entered_stage_at__lt=at - timedelta(days=norm.watch_days))
    return {"late": late, "at_risk": ~late & watched, "healthy": ~late & ~watched}[health]
