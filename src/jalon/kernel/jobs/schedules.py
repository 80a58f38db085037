"""When a job asks for itself: every so often, or each day at an hour."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django_ox.cron import CronExpression
from django_ox.schedules import IntervalTrigger, Trigger
from django_ox.schedules import Schedule as QueueSchedule


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


class DeclaredSchedules:
    """Hands the queue the schedules that rooms declared with their jobs."""

    def __init__(self, options: dict[str, Any], backend_alias: str) -> None:
        del options, backend_alias

    def schedules(self) -> list[QueueSchedule]:
        """One entry for each scheduled job, by the job's name."""
        from jalon.kernel.jobs.registry import scheduled_handlers
        from jalon.kernel.jobs.tasks import task_of

        return [
            QueueSchedule(handler.name, task_of(handler), handler.schedule.trigger, (), {})
            for handler in scheduled_handlers()
            if handler.schedule
        ]
