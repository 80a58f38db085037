"""When things happen: in working hours, on working days, and more in September than in August."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

SEASON = (1.1, 1.0, 1.15, 1.0, 0.95, 1.0, 0.75, 0.5, 1.25, 1.15, 1.05, 0.7)  # new deals, January to December
OPENS, HOURS, MONDAY_RUSH = 8.5, 9.5, 0.5


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The working week of one time zone; `always` for what sells by itself."""

    zone: ZoneInfo
    always: bool = False

    def snap(self, moment: datetime) -> datetime:
        """The working moment for any moment; the order of two moments never changes.

        A day is pressed into office hours; what falls on a weekend opens Monday.
        """
        if self.always:
            return moment
        local = moment.astimezone(self.zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        passed = (local - midnight).total_seconds() / 86_400
        if local.weekday() >= 5:
            passed = (passed + local.weekday() - 5) / 2
            hours = OPENS + MONDAY_RUSH * passed
            midnight += timedelta(days=7 - local.weekday())
        elif local.weekday() == 0:
            hours = OPENS + MONDAY_RUSH + (HOURS - MONDAY_RUSH) * passed
        else:
            hours = OPENS + HOURS * passed
        return (midnight + timedelta(seconds=round(hours * 3600))).astimezone(UTC)


def opening(chance: Random, *, since: datetime, until: datetime, hours: OfficeHours) -> datetime:
    """A moment between the two at which a deal begins, by season."""
    while True:
        moment = since + (until - since) * chance.random()
        if chance.random() * max(SEASON) < SEASON[moment.month - 1]:
            return hours.snap(moment)
