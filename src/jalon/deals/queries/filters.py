"""Filters of boards and lists: read from an address, written back into it, applied to deals."""

import calendar
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict

from jalon.deals.models import DealQuerySet, Direction
from jalon.kernel.money import NotAnAmount, read_amount
from jalon.kernel.text import fold
from jalon.orgs.models import Membership

CLOSE = ("overdue", "this_month", "next_month", "this_quarter", "none")
HEALTH = ("healthy", "at_risk", "late")
AMOUNT = ("none",)
NEXT_STEP = ("none", "overdue", "today", "this_week")


@dataclass(frozen=True, slots=True)
class BoardFilters:
    """Each field is "" when it does not filter. `owner`: a member's id, "me" or "none"; amounts in minor units."""

    owner: str = ""
    company: str = ""
    direction: str = ""
    source: str = ""
    close: str = ""
    next_step: str = ""
    health: str = ""
    q: str = ""
    amount: str = ""
    least: str = ""
    most: str = ""

    @classmethod
    def from_query(cls, query: QueryDict | dict[str, str], *, currency: str = "EUR") -> "BoardFilters":
        """The filters of an address; values that make no sense are left out, amounts read in `currency`."""
        values = {field.name: _tidy(str(query.get(field.name, ""))) for field in fields(cls)}
        allowed = {
            "direction": Direction.values,
            "close": CLOSE,
            "health": HEALTH,
            "next_step": NEXT_STEP,
            "amount": AMOUNT,
        }
        sensible = {name: value for name, value in values.items() if name not in allowed or value in allowed[name]}
        for name, words in {"owner": ("me", "none"), "company": ("none",)}.items():
            if sensible[name] not in words and not _is_id(sensible[name]):
                sensible[name] = ""
        for name in ("least", "most"):
            if _amount_in(sensible[name], currency) is None:
                sensible[name] = ""
        return cls(**sensible)

    def as_query(self) -> str:
        """The filters as the query of an address."""
        return urlencode({field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)})

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def depend_on_stages(self) -> bool:
        """Whether a deal's stage decides if it passes."""
        return bool(self.health or self.amount)

    def without(self, name: str) -> "BoardFilters":
        """The filters but one."""
        return replace(self, **{name: ""})

    def apply(self, deals: DealQuerySet, *, viewer: Membership, today: date) -> DealQuerySet:
        """The deals that pass every filter as far as it does not depend on the stage."""
        workspace = viewer.workspace
        return deals.filter(
            self._whose(viewer)
            & self._what()
            & self._worth(workspace.currency)
            & _close_condition(self.close, today, workspace.fiscal_year_month)
            & _next_step_condition(self.next_step, today, workspace.week_start)
        )

    def _whose(self, viewer: Membership) -> Q:
        condition = Q()
        if self.owner == "none":
            condition &= Q(owner=None)
        elif self.owner:
            condition &= Q(owner_id=viewer.pk if self.owner == "me" else UUID(self.owner))
        if self.company == "none":
            condition &= Q(company=None)
        elif self.company:
            condition &= Q(company_id=UUID(self.company))
        return condition

    def _what(self) -> Q:
        condition = Q()
        if self.direction:
            condition &= Q(direction=self.direction)
        if self.source:
            condition &= Q(source=self.source)
        if self.q:
            condition &= Q(search_key__contains=fold(self.q))
        return condition

    def _worth(self, currency: str) -> Q:
        """Amounts compare in the workspace's currency; those of other currencies pass no bound."""
        condition = Q(value_minor=0) if self.amount else Q()
        for comparison, text in (("gte", self.least), ("lte", self.most)):
            bound = _amount_in(text, currency)
            if bound is not None:
                condition &= Q(currency=currency, **{f"value_minor__{comparison}": bound})
        return condition


def _close_condition(close: str, today: date, fiscal_month: int) -> Q:
    if not close:
        return Q()
    if close == "none":
        return Q(close_on=None)
    if close == "overdue":
        return Q(close_on__lt=today)
    first, last = _span(close, today, fiscal_month)
    return Q(close_on__gte=first, close_on__lte=last)


def _span(close: str, today: date, fiscal_month: int) -> tuple[date, date]:
    if close == "this_quarter":
        into_quarter = (today.month - fiscal_month) % 3
        first = _months_on(today.replace(day=1), -into_quarter)
        return first, _last_of(_months_on(first, 2))
    first = _months_on(today.replace(day=1), 1 if close == "next_month" else 0)
    return first, _last_of(first)


def _next_step_condition(next_step: str, today: date, week_start: int) -> Q:
    week_end = today + timedelta(days=6 - (today.weekday() - week_start) % 7)
    spans = {
        "": Q(),
        "none": Q(next_step_on=None),
        "overdue": Q(next_step_on__lt=today),
        "today": Q(next_step_on=today),
        "this_week": Q(next_step_on__gte=today, next_step_on__lte=week_end),
    }
    return spans[next_step]


def _months_on(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _last_of(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _tidy(text: str) -> str:
    return text.replace("\x00", "").strip()[:120]  # no database keeps a NUL


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _amount_in(text: str, currency: str) -> int | None:
    try:
        return read_amount(text, currency=currency) if text else None
    except NotAnAmount:
        return None
