"""Metrics for Prometheus: requests as they are answered, jobs and events as the database has them when asked."""

import hmac
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_ox.models import OxTask
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

import jalon
from jalon.kernel.clock import now
from jalon.kernel.db.row_security import everywhere
from jalon.kernel.jobs import longest_wait
from jalon.kernel.jobs.dead import DEAD
from jalon.orgs.access import public
from jalon.site.health import worker_silence
from jalon.site.proxies import is_loopback
from jalon.timeline.models import Event

EVENTS_OF = timedelta(minutes=5)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

_own = CollectorRegistry()
_requests = Counter("jalon_requests", "Requests answered.", ["page", "method", "status"], registry=_own)
_seconds = Histogram(
    "jalon_request_seconds",
    "Seconds from the request to its answer, streams excepted.",
    ["page"],
    registry=_own,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10),
)
_queries = Histogram(
    "jalon_request_queries",
    "Database queries of a request.",
    ["page"],
    registry=_own,
    buckets=(1, 2, 5, 10, 15, 20, 30, 50, 100),
)


def count_request(*, page: str, method: str, status: int, seconds: float, queries: int) -> None:
    """Add one answered request."""
    _requests.labels(page, method if method in METHODS else "other", str(status)).inc()
    _seconds.labels(page).observe(seconds)
    _queries.labels(page).observe(queries)


@public
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """What Prometheus reads, for who shows the token of the settings; without one, for this machine alone."""
    if not _may_read(request):
        return HttpResponse("Forbidden: see docs/operate/monitoring.md\n", status=403, content_type="text/plain")
    return HttpResponse(exposition(at=now()), content_type=CONTENT_TYPE_LATEST)


def exposition(*, at: datetime) -> bytes:
    """All metrics in Prometheus' text format: of every web process, and of the database at `at`."""
    asked = CollectorRegistry()
    asked.register(_Database(at))
    return generate_latest(_of_every_process()) + generate_latest(asked)


class _Database:
    """Gauges counted when they are asked for."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _info()
        yield from self._jobs()
        yield self._events()

    def _jobs(self) -> Iterator[GaugeMetricFamily]:
        depth = GaugeMetricFamily("jalon_jobs", "Jobs in the queue, by state.", labels=["state"])
        counts = dict(OxTask.objects.order_by().values_list("status").annotate(Count("pk")))
        for state, statuses in {"due_or_later": ["READY"], "running": ["RUNNING"], "dead": DEAD}.items():
            depth.add_metric([state], sum(counts.get(status, 0) for status in statuses))
        yield depth
        waited = longest_wait(at=self._at).total_seconds()
        yield GaugeMetricFamily("jalon_jobs_oldest_due_seconds", "Wait of the job that is due the longest.", waited)
        silence = worker_silence(at=self._at)
        if silence is not None:
            yield GaugeMetricFamily("jalon_worker_silent_seconds", "Since the worker last ended a job.", silence)

    def _events(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily("jalon_events_last_5_minutes", "Events recorded lately, by door.", labels=["door"])
        lately = Event.objects.filter(pk__gte=_first_id(self._at - EVENTS_OF)).order_by()
        with everywhere("events are counted for whoever runs the server"):
            counts = list(lately.values_list("door").annotate(Count("pk")))
        for door, count in counts:
            family.add_metric([door], count)
        return family


def _info() -> GaugeMetricFamily:
    family = GaugeMetricFamily("jalon_info", "1; the version is a label.", labels=["version"])
    family.add_metric([jalon.__version__], 1)
    return family


def _first_id(at: datetime) -> UUID:
    """The least UUIDv7 made at that moment: ids are in the order of time, so a range of them is one of time."""
    return UUID(int=int(at.timestamp() * 1000) << 80)


def _of_every_process() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:  # one process, that keeps its metrics to itself
        return _own
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together


def _may_read(request: HttpRequest) -> bool:
    token = settings.JALON_METRICS_TOKEN
    if not token:
        return is_loopback(request)
    given = request.META.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
    return hmac.compare_digest(given.encode(), token.encode())
