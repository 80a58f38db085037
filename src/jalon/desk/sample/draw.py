"""Draw a sample: about three hundred deals of a company that sells by a given process, with a year behind them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from jalon.desk.sample import cast
from jalon.desk.sample.book import Book
from jalon.desk.sample.calendar import OfficeHours, opening
from jalon.desk.sample.chance import one_of, seeded
from jalon.desk.sample.journey import Journey, Route, travel
from jalon.desk.sample.pen import Pen
from jalon.desk.sample.plan import Plan

YEAR = timedelta(days=365)
PER_COMPANY = 1.6
UNDECIDED, UNDECIDED_FAST, FAST_DAYS = 0.23, 0.12, 7  # of the deals, those still open; fewer where a sale takes days


def draw_book(plan: Plan, *, seed: int, at: datetime) -> Book:
    """The whole book; the same plan, seed and instant always give the same."""
    chance, words = seeded(seed), plan.words()
    sellers = cast.sellers(words, plan.owner)
    companies = () if plan.consumers else cast.companies(chance, words, round(plan.size / PER_COMPANY))
    people = cast.employees(chance, words, companies) if companies else cast.consumers(chance, words, plan.size)
    hours = OfficeHours(ZoneInfo(plan.zone), always=plan.sells_by_itself())
    pen = Pen(plan, chance, words, hours, at, Book(sellers, companies, people, ()), Route.of(plan.definition))
    deals = [pen.deal(journey, owner) for journey, owner in _journeys(pen)]
    return Book(sellers, companies, people, tuple(sorted(deals, key=lambda deal: deal.journey.stays[0].entered_at)))


def _journeys(pen: Pen) -> list[tuple[Journey, int]]:
    """Travel until there are enough deals: those decided lie anywhere in the year, those undecided began lately.

    Both are drawn by the same rule and only sorted; so wins, losses and durations are those of the process.
    """
    usual = pen.route.days_to_go(pen.route.start)
    undecided = round(pen.plan.size * (UNDECIDED_FAST if usual < FAST_DAYS else UNDECIDED))
    lately = pen.at - min(YEAR, timedelta(days=3 * usual + 30))
    decided = _some(pen, pen.plan.size - undecided, since=pen.at - YEAR - timedelta(days=usual), is_decided=True)
    return [*decided, *_some(pen, undecided, since=lately, is_decided=False)]


def _some(pen: Pen, count: int, *, since: datetime, is_decided: bool) -> list[tuple[Journey, int]]:
    loads = {place: seller.load for place, seller in enumerate(pen.book.sellers)}
    found: list[tuple[Journey, int]] = []
    while len(found) < count:
        owner = one_of(pen.chance, loads)
        opened = opening(pen.chance, since=since, until=pen.at, hours=pen.hours)
        if opened >= pen.at:
            continue
        skill = min(max(pen.book.sellers[owner].skill + pen.chance.gauss(0, 0.12), 0.0), 1.0)
        journey = travel(pen.chance, pen.route, opened_at=opened, at=pen.at, skill=skill, hours=pen.hours)
        if (journey.decided_at is not None) == is_decided:
            found.append((journey, owner))
    return found
