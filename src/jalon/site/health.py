"""Health: alive (this process answers), ready (send it people), worker (jobs get done)."""

from datetime import datetime

from django.db import DatabaseError, connection
from django.db.models import Max
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from jalon.kernel.clock import now
from jalon.kernel.jobs.models import JobRun
from jalon.orgs.access import public
from jalon.site.migrations_seen import is_migrated

SILENT_SECONDS = 180.0  # a job asks for itself each minute


@public
@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"alive": True})


@public
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """503 until the database answers and has every migration; says also whether jobs get done."""
    database = _database_answers()
    migrations = database and is_migrated()
    silence = worker_silence(at=now()) if migrations else None
    found = {"database": database, "migrations": migrations, "worker": _is_heard(silence)}
    return JsonResponse(found, status=200 if database and migrations else 503)


@public
@require_safe
def worker(_request: HttpRequest) -> JsonResponse:
    """503 when no job was ended for three minutes, though one is due each minute."""
    silence = worker_silence(at=now()) if _database_answers() else None
    heard = _is_heard(silence)
    return JsonResponse({"worker": heard, "silent_seconds": silence}, status=200 if heard else 503)


def worker_silence(*, at: datetime) -> float | None:
    """Seconds since a worker, wherever it runs, last ended a job; None when none ever did."""
    last = JobRun.objects.filter(finished_at__isnull=False).aggregate(last=Max("finished_at"))["last"]
    return max((at - last).total_seconds(), 0.0) if last else None


def _is_heard(silence: float | None) -> bool:
    return silence is not None and silence < SILENT_SECONDS


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError:
        return False
