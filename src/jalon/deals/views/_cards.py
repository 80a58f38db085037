"""A deal as a card on the board, in words: what the template only has to place."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from babel.dates import format_date
from django.utils.translation import get_language, gettext

from jalon.deals.queries import Card
from jalon.ui.templatetags.ui import tone

HEALTH_TONES = {"healthy": "good", "at_risk": "watch", "late": "risk"}


@dataclass(frozen=True, slots=True)
class CardFace:
    """A card's texts; `stage` is sent only when the card may have to find its column."""

    id: UUID
    edit: str
    title: str
    account: str
    amount: str
    close: str
    close_late: bool
    owner: str
    initials: str
    tone: int
    next: str
    next_on: str
    next_late: bool
    age: str
    health: str
    criteria: str
    is_won: bool
    stage: UUID | None = None


class CardWriter:
    """Writes faces for one page: the language and the words are looked up once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.locale = get_language() or "en"
        self.days: dict[date, str] = {}
        self.tones: dict[str, int] = {}
        self.age = gettext("%(n)s d")

    def face(self, card: Card, stage: UUID | None = None) -> CardFace:
        """`card` in words."""
        return CardFace(
            id=card.id,
            edit=str(card.edit),
            title=card.title,
            account=card.company,
            amount=card.amount,
            close=self.day(card.close_on),
            close_late=card.is_late,
            owner=card.owner_name,
            initials=card.owner_initials,
            tone=self._tone(card.owner_name),
            next=card.next_step,
            next_on=self.day(card.next_step_on),
            next_late=card.next_step_is_late,
            age=self.age % {"n": card.days_in_stage},
            health=HEALTH_TONES[card.health],
            criteria=f"{card.met}/{card.asked}" if card.asked else "",
            is_won=card.is_won,
            stage=stage,
        )

    def day(self, day: date | None) -> str:
        """"12 Nov", with the year when it is another."""
        if day is None:
            return ""
        if day not in self.days:
            pattern = "d MMM" if day.year == self.today.year else "d MMM y"
            self.days[day] = format_date(day, pattern, locale=self.locale)
        return self.days[day]

    def _tone(self, name: str) -> int:
        if name not in self.tones:
            self.tones[name] = tone(name)
        return self.tones[name]
