"""Deals as cards of the board.

The one piece of HTML that is not a template: a board has two hundred of them, and written here they cost a tenth.
"""

from collections.abc import Iterable
from datetime import date
from html import escape
from uuid import UUID

from babel.dates import format_date
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from jalon.deals.queries import Card
from jalon.ui.templatetags.ui import tone

HEALTH_TONES = {"healthy": "good", "at_risk": "watch", "late": "risk"}


class CardWriter:
    """Writes the cards of one page: its language, its day and its words are looked up once.

    What all cards share (check box, menu, tooltips) is added in the browser, from one template.
    """

    def __init__(self, *, deals_url: str, today: date) -> None:
        self.deals_url, self.today = deals_url, today
        self.locale = get_language() or "en"
        self.age = gettext("%(n)s d")
        self.no_next_step = escape(gettext("No next step"))
        self.days: dict[date, str] = {}
        self.owners: dict[tuple[str, str], str] = {}

    def cards(self, cards: Iterable[Card]) -> SafeString:
        """Cards in their order."""
        return SafeString("".join(self.card(card) for card in cards))

    def card(self, card: Card, *, stage: UUID | None = None, apart: bool = False) -> SafeString:
        """One card. `stage` makes it find its column in the page; `apart` makes htmx put it in the place of the old."""
        won = " card--won" if card.is_won else ""
        home = f' data-stage="{stage}"' if stage else ""
        swap = f" hx-swap-oob=\"outerHTML:[data-card='{card.id}']\"" if apart else ""
        account = f"<p>{escape(card.company)}</p>" if card.company else ""
        return SafeString(
            f'<li class="card{won}" data-card="{card.id}"{home} data-edit="{card.edit}"{swap}>'
            f'<a class="card__title" data-card-link href="{self.deals_url}{card.id}/">{escape(card.title)}</a>'
            f"{account}{self._money(card)}{self._next(card)}{self._foot(card)}</li>"
        )

    def _money(self, card: Card) -> str:
        if not card.amount and not card.close_on:
            return ""
        close = self._day(card.close_on, late=card.is_late)
        amount = f"<b>{escape(card.amount)}</b>" if card.amount else ""
        return f'<div class="card__money">{amount}{close}</div>'

    def _next(self, card: Card) -> str:
        if card.next_step or card.next_step_on:
            day = self._day(card.next_step_on, late=card.next_step_is_late)
            return f'<div class="card__next"><span>{escape(card.next_step)}</span>{day}</div>'
        return "" if card.is_won else f'<div class="card__next card__next--none">{self.no_next_step}</div>'

    def _foot(self, card: Card) -> str:
        criteria = f"<span>✓ {card.met}/{card.asked}</span>" if card.asked else ""
        return (
            f"<footer><span>{self.age % {'n': card.days_in_stage}}</span>{criteria}"
            f'<i class="health" data-health="{HEALTH_TONES[card.health]}"></i>{self._owner(card)}</footer>'
        )

    def _owner(self, card: Card) -> str:
        if not card.owner_name:
            return ""
        who = (card.owner_name, card.owner_initials)
        if who not in self.owners:
            name, letters = (escape(words) for words in who)
            self.owners[who] = f'<i class="avatar" data-tone="{tone(card.owner_name)}" title="{name}">{letters}</i>'
        return self.owners[who]

    def _day(self, day: date | None, *, late: bool) -> str:
        if day is None:
            return ""
        if day not in self.days:
            pattern = "d MMM" if day.year == self.today.year else "d MMM y"
            self.days[day] = format_date(day, pattern, locale=self.locale)
        return f'<time class="late">! {self.days[day]}</time>' if late else f"<time>{self.days[day]}</time>"
