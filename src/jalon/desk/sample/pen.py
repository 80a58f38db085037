"""Write one deal: from the way it travelled, everything else that people would know of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from jalon.desk.sample import gates, work
from jalon.desk.sample.book import Book, DealDraft, Seller
from jalon.desk.sample.calendar import OfficeHours
from jalon.desk.sample.chance import amount, one_of
from jalon.desk.sample.journey import Journey, Route
from jalon.desk.sample.plan import Plan
from jalon.desk.sample.words import Words
from jalon.kernel.clock import today_in
from jalon.process import loss_reasons, sources

SELDOM_OWNED = 0.85  # of the deals that sell by themselves, those that nobody owns
RECURRING = {"inbound": 0.35, "relationship": 0.5, "team": 0.3, "abs": 0.4, "transactional": 0.0}
USUALLY_RECURRING = 0.15
CIRCLE = ("champion", "user_buyer", "decision_maker", "economic_buyer", "technical_buyer", "procurement")
REASONS = {
    "price": 22,
    "competitor": 18,
    "timing": 16,
    "no_budget": 12,
    "no_need": 8,
    "bad_fit": 6,
    "missing_feature": 6,
    "in_house": 5,
    "contact_left": 3,
    "no_access": 2,
    "lead_time": 2,
}
NEEDS_RIVAL = frozenset(reason.key for reason in loss_reasons() if reason.needs_competitor)


@dataclass(frozen=True, slots=True)
class Pen:
    """What every deal of a book is written with."""

    plan: Plan
    chance: Random
    words: Words
    hours: OfficeHours
    at: datetime
    book: Book
    route: Route

    def deal(self, journey: Journey, place: int) -> DealDraft:
        """The deal that travelled so, in the hands of the seller at `place`."""
        seller = self.book.sellers[place]
        owner = None if self.plan.sells_by_itself() and self.chance.random() < SELDOM_OWNED else place
        draft = self._worked(self._sold(journey, owner), seller)
        return self._hoped(draft, seller) if journey.is_on_board() else self._ended(draft)

    def _sold(self, journey: Journey, owner: int | None) -> DealDraft:
        """What is sold, to whom, for how much."""
        banks = {"abs": self.words.programmes, "transactional": self.words.orders}
        company, people = self._buyer()
        direction = one_of(self.chance, self.plan.first_moves)
        known = [source.key for source in sources() if source.direction == direction and source.key != "unknown"]
        draft = DealDraft(
            title=self.chance.choice(banks.get(self.plan.model, self.words.subjects)),
            company=company,
            people=people,
            owner=owner,
            direction=direction,
            source=self.chance.choice(known) if known else "",
            journey=journey,
        )
        return self._priced(draft)

    def _buyer(self) -> tuple[int | None, tuple[tuple[int, str], ...]]:
        if not self.book.companies:
            return None, ((self.chance.randrange(len(self.book.people)), ""),)
        company = self.chance.randrange(len(self.book.companies))
        there = [place for place, person in enumerate(self.book.people) if person.company == company]
        return company, tuple(zip(there, self.chance.sample(CIRCLE, len(there)), strict=True))

    def _priced(self, draft: DealDraft) -> DealDraft:
        """No amount before the opportunity line; after it one amount, or so much a year over a term."""
        if self.route.furthest(draft.journey) < self.route.line:
            return draft
        if self.chance.random() >= RECURRING.get(self.plan.model, USUALLY_RECURRING):
            return replace(draft, one_off_minor=amount(self.chance, self.plan.average_minor))
        years = self.chance.choice((1, 2, 3))
        yearly = amount(self.chance, round(self.plan.average_minor / years))
        return replace(draft, recurring_minor=yearly, term_months=12 * years)

    def _worked(self, draft: DealDraft, seller: Seller) -> DealDraft:
        """Evidence, moves, and unless nobody owns the deal, what its owner did."""
        chance, journey, definition = self.chance, draft.journey, self.plan.definition
        proofs = gates.proofs(chance, self.route, journey, skill=seller.skill, at=self.at)
        moves = gates.moves(chance, self.route, journey, proofs, draft.owner, self.words)
        draft = replace(draft, proofs=proofs, moves=moves)
        if draft.owner is None:
            return draft
        touches = work.touches(
            chance, definition, journey, at=self.at, skill=seller.skill, words=self.words, hours=self.hours
        )
        tasks = work.tasks(chance, definition, journey, at=self.at, language=self.plan.language, skill=seller.skill)
        return replace(draft, touches=touches, tasks=tasks)

    def _hoped(self, draft: DealDraft, seller: Seller) -> DealDraft:
        """What is expected of a deal that is still on the board."""
        chance, route, stay = self.chance, self.route, draft.journey.stays[-1]
        place, today = route.place(stay.stage), today_in(self.plan.zone, self.at)
        text, on = work.next_step(
            chance,
            route.stages[place],
            today=today,
            skill=seller.skill,
            days_in_stage=(self.at - stay.entered_at) / timedelta(days=1),
            words=self.words,
        )
        draft = replace(draft, next_step=text, next_step_on=on)
        if draft.journey.decided_at or place < route.line or self.plan.sells_by_itself():
            return draft
        return replace(draft, close_on=work.close_date(chance, today=today, days_to_go=route.days_to_go(place)))

    def _ended(self, draft: DealDraft) -> DealDraft:
        """Why and when a finished deal ended."""
        chance, decided_at = self.chance, draft.journey.decided_at
        assert decided_at is not None  # noqa: S101 - finished deals are decided
        day = today_in(self.plan.zone, decided_at)
        if draft.value_minor:
            draft = replace(draft, close_on=day + timedelta(days=chance.randint(-20, 30)))
        if draft.journey.outcome == "recycled":
            return replace(draft, recycle_on=day + timedelta(days=chance.randint(90, 200)))
        if draft.journey.outcome != "lost":
            return draft
        reason = one_of(chance, REASONS)
        rival = chance.choice(self.words.competitors) if reason in NEEDS_RIVAL else ""
        return replace(draft, reason=reason, competitor=rival, farewell=chance.choice(self.words.losses))
