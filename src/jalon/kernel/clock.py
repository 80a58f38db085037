"""The one place that asks what time it is; everything below a view is told."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return timezone.now()


def today_in(zone: str, at: datetime) -> date:
    """The calendar day that `at` falls on in the IANA time zone `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()
