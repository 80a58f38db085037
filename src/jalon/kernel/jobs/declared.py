"""What the queue asks: which jobs run by themselves, and when."""

from typing import Any

from django_ox.schedules import Schedule

from jalon.kernel.jobs.registry import scheduled_handlers
from jalon.kernel.jobs.tasks import task_of


class DeclaredSchedules:
    """Hands the queue the schedules that rooms declared with their jobs."""

    def __init__(self, options: dict[str, Any], backend_alias: str) -> None:
        del options, backend_alias

    def schedules(self) -> list[Schedule]:
        """One entry for each scheduled job, by the job's name."""
        return [
            Schedule(handler.name, task_of(handler), handler.schedule.trigger, (), {})
            for handler in scheduled_handlers()
            if handler.schedule
        ]
