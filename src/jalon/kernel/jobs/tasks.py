"""One queue task for each declared job, found by its name: renaming a function strands no queued row."""

from datetime import timedelta
from functools import cache
from typing import Any

from django.tasks import TaskContext, TaskResult
from django_ox.tasks import PolicyTask
from structlog.contextvars import bound_contextvars

from jalon.kernel.errors import Refusal
from jalon.kernel.jobs.context import GiveUp
from jalon.kernel.jobs.registry import Handler, UnknownJob, handler_of

CRASHES_ALLOWED = 25  # times a worker may die on one job before the job itself is suspected
LONGEST_WAIT = 3600


def __getattr__(attribute: str) -> Any:
    if attribute.startswith("_"):
        raise AttributeError(attribute)
    try:
        return task_of(handler_of(attribute.replace("__", ".", 1)))
    except UnknownJob as problem:
        raise AttributeError(str(problem)) from problem


@cache
def task_of(handler: Handler) -> PolicyTask[Any, Any]:
    """The queue's task that runs `handler`."""

    def perform(context: "TaskContext[Any, Any]", **payload: Any) -> None:
        from jalon.kernel.jobs.run import run

        known = {"job": handler.name, "job_id": payload.get("run"), "request_id": payload.get("request")}
        with bound_contextvars(**{name: value for name, value in known.items() if value}):
            run(handler=handler, task=context.task_result, run_id=payload.get("run"))

    perform.__module__ = __name__
    perform.__name__ = perform.__qualname__ = handler.name.replace(".", "__", 1)
    return PolicyTask(
        func=perform,
        takes_context=True,
        priority=handler.priority,
        max_attempts=handler.attempts + CRASHES_ALLOWED,
        timeout=handler.timeout,
        backoff=_patience_of(handler),
    )


def _patience_of(handler: Handler) -> Any:
    def wait(problem: BaseException, result: "TaskResult[Any, Any]") -> timedelta | None:
        failures = len(result.errors)
        if failures >= handler.attempts or isinstance(problem, GiveUp | Refusal):
            return None
        return timedelta(seconds=min(handler.backoff * 2 ** (failures - 1), LONGEST_WAIT))

    return wait
