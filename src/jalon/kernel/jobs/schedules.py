"""When a job asks for itself: every so often, or each day at an hour."""

from dataclasses import dataclass
from datetime import timedelta

from django_ox.cron import CronExpression
from django_ox.schedules import IntervalTrigger, Trigger


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rhythm. Ticks missed while no worker ran are made up for by one run, not by all of them."""

    trigger: Trigger


def every(*, seconds: int = 0, minutes: int = 0, hours: int = 0) -> Schedule:
    """Once in each such stretch of time, counted from 1 January 1970. Raises ValueError below one second."""
    stretch = timedelta(seconds=seconds, minutes=minutes, hours=hours)
    if stretch < timedelta(seconds=1):
        raise ValueError("a schedule needs at least one second")
    return Schedule(IntervalTrigger(every=stretch))


def daily(*, hour: int, minute: int = 0) -> Schedule:
    """Each day at that hour of the installation's time zone."""
    return Schedule(CronExpression(f"{minute} {hour} * * *"))
