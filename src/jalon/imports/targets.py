"""What a column can feed: one entry for each field of a company, a person or a deal."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.imports.recognising import Column, Kind

Subject = Literal["company", "person", "deal"]
SUBJECTS: tuple[Subject, ...] = ("company", "person", "deal")
MANY = 2
NOTE = "note"
IGNORE = ""


class Holds(StrEnum):
    """What a field holds, hence how a cell is read."""

    WORDS = "words"
    AMOUNT = "amount"
    WHOLE = "whole"
    DAY = "day"
    INSTANT = "instant"
    EMAIL = "email"
    PHONE = "phone"
    SITE = "site"
    COUNTRY = "country"
    CURRENCY = "currency"
    CHOICE = "choice"


FIGURES = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.MONEY, Kind.EMPTY})
FITTING: dict[Holds, frozenset[Kind]] = {
    Holds.AMOUNT: FIGURES,
    Holds.WHOLE: frozenset({Kind.WHOLE, Kind.NUMBER, Kind.EMPTY}),
    Holds.DAY: frozenset({Kind.DATE, Kind.EMPTY}),
    Holds.INSTANT: frozenset({Kind.DATE, Kind.EMPTY}),
    Holds.EMAIL: frozenset({Kind.EMAIL, Kind.EMPTY}),
    Holds.PHONE: frozenset({Kind.PHONE, Kind.TEXT, Kind.WHOLE, Kind.NUMBER, Kind.EMPTY}),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A field that a column can feed.

    `is_essential`: a cell that cannot be read refuses its row; otherwise only the cell is left out, with a warning.
    """

    key: str
    label: Promise
    holds: Holds = Holds.WORDS
    length: int = 0
    is_essential: bool = False

    @property
    def subject(self) -> Subject:
        """Whose field it is."""
        return self.key.split(".")[0]  # type: ignore[return-value]

    @property
    def field(self) -> str:
        """The field's own name."""
        return self.key.split(".", 1)[1]

    def fits(self, column: Column) -> bool:
        """Whether nearly all cells of the column can feed the field."""
        return column.kind in FITTING.get(self.holds, frozenset(Kind))

    def can_be(self, column: Column) -> bool:
        """Whether some cell can; a lone cell is given the benefit of the doubt."""
        wanted = FITTING.get(self.holds, frozenset(Kind))
        return self.fits(column) or column.filled < MANY or bool(wanted & column.shares.keys())


_ALL = (
    Target("company.name", _("Company: name"), length=200),
    Target("company.reference", _("Company: reference in the other tool"), length=120),
    Target("company.website", _("Company: website"), Holds.SITE, 200),
    Target("company.phone", _("Company: phone"), Holds.PHONE, 40),
    Target("company.sector", _("Company: sector"), length=120),
    Target("company.city", _("Company: city"), length=120),
    Target("company.country", _("Company: country"), Holds.COUNTRY),
    Target("company.employees", _("Company: employees"), Holds.WHOLE),
    Target("company.revenue", _("Company: yearly revenue"), Holds.AMOUNT),
    Target("company.owner", _("Company: owner"), Holds.CHOICE),
    Target("person.name", _("Person: full name"), length=160),
    Target("person.first_name", _("Person: first name"), length=80),
    Target("person.last_name", _("Person: last name"), length=80),
    Target("person.email", _("Person: e-mail"), Holds.EMAIL, 254),
    Target("person.phone", _("Person: phone"), Holds.PHONE, 40),
    Target("person.job_title", _("Person: job title"), length=160),
    Target("person.source", _("Person: where the data come from"), length=120),
    Target("person.reference", _("Person: reference in the other tool"), length=120),
    Target("person.owner", _("Person: owner"), Holds.CHOICE),
    Target("deal.title", _("Deal: title"), length=200),
    Target("deal.reference", _("Deal: reference in the other tool"), length=120),
    Target("deal.product", _("Deal: what is sold (kept as a note, used in the title)"), length=120),
    Target("deal.stage", _("Deal: stage"), Holds.CHOICE, is_essential=True),
    Target("deal.outcome", _("Deal: outcome (open, won, lost…)"), Holds.CHOICE, is_essential=True),
    Target("deal.one_off", _("Deal: one-off amount"), Holds.AMOUNT, is_essential=True),
    Target("deal.recurring", _("Deal: recurring amount a year"), Holds.AMOUNT, is_essential=True),
    Target("deal.recurring_monthly", _("Deal: recurring amount a month"), Holds.AMOUNT, is_essential=True),
    Target("deal.term_months", _("Deal: term in months"), Holds.WHOLE),
    Target("deal.currency", _("Deal: currency"), Holds.CURRENCY, is_essential=True),
    Target("deal.owner", _("Deal: owner"), Holds.CHOICE),
    Target("deal.source", _("Deal: source"), length=120),
    Target("deal.direction", _("Deal: who made the first move"), Holds.CHOICE),
    Target("deal.opened_at", _("Deal: opened on"), Holds.INSTANT, is_essential=True),
    Target("deal.entered_stage_at", _("Deal: in its stage since"), Holds.INSTANT),
    Target("deal.close_on", _("Deal: closing date, expected or actual"), Holds.INSTANT, is_essential=True),
    Target("deal.won_at", _("Deal: won on (a date there means won)"), Holds.INSTANT, is_essential=True),
    Target("deal.lost_at", _("Deal: lost on (a date there means lost)"), Holds.INSTANT, is_essential=True),
    Target("deal.reason", _("Deal: loss reason"), Holds.CHOICE),
    Target("deal.competitor", _("Deal: competitor"), length=120),
    Target("deal.next_step", _("Deal: next step"), length=200),
    Target("deal.next_step_on", _("Deal: next step on"), Holds.DAY),
)
TARGETS: dict[str, Target] = {target.key: target for target in _ALL}
