"""People who work on a board until the server dies, and remember what it told them."""

import http.client
import random
from dataclasses import dataclass, field
from uuid import UUID

from _http import Client
from _seed import Book

CUT_OFF = (http.client.HTTPException, OSError)


@dataclass
class Fate:
    """What a deal of theirs must look like: as last acknowledged, or as asked for by the request that was cut off."""

    stage: UUID
    next_step: str
    moves: int = 0
    asked_stage: UUID | None = None
    asked_step: str | None = None


@dataclass
class Person:
    """One client with deals of its own, that nobody else touches."""

    number: int
    book: Book
    seed: int
    acknowledged: int = 0
    cut_off: int = 0
    done_unheard: int = 0
    deals: dict[UUID, Fate] = field(default_factory=dict)
    created: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unheard: tuple[str, object] | None = None
    _turns: int = 0

    def __post_init__(self) -> None:
        from jalon.deals.models import Deal

        self.chance = random.Random(self.seed * 100 + self.number)
        first = Deal.objects.on_board().filter(stage_id=self.book.stage_ids[0]).order_by("id")
        for pk in first.values_list("pk", flat=True)[self.number * 10 : self.number * 10 + 10]:
            self.deals[pk] = Fate(self.book.stage_ids[0], "Call back")

    def work(self, port: int) -> None:
        """Write, in a random order, until the connection breaks."""
        client, acts = Client(port, self.book), (self._create, self._move, self._move, self._edit, self._note)
        while True:
            self._turns += 1
            try:
                self.chance.choice(acts)(client, f"{self.number}-{self._turns}")
            except CUT_OFF:
                self.cut_off += 1
                return
            self.unheard = None
            self.acknowledged += 1

    def _create(self, client: Client, mark: str) -> None:
        title = f"Survivor {mark}"
        self.unheard = ("create", title)
        fields = {"title": title, "amount": "12 500", "pipeline": self.book.pipeline_id, "company": ""}
        client.post("deals/new/", fields)
        self.created.append(title)

    def _move(self, client: Client, _mark: str) -> None:
        deal, fate = self.chance.choice(list(self.deals.items()))
        there = self.book.stage_ids[1 if fate.stage == self.book.stage_ids[0] else 0]
        self.unheard, fate.asked_stage = ("move", deal), there
        client.post(f"deals/{deal}/moves/", {"to": there, "on": "board"})
        fate.stage, fate.asked_stage, fate.moves = there, None, fate.moves + 1

    def _edit(self, client: Client, mark: str) -> None:
        deal, fate = self.chance.choice(list(self.deals.items()))
        self.unheard, fate.asked_step = ("edit", deal), f"Step {mark}"
        client.post(f"deals/{deal}/next-step/", {"next_step": f"Step {mark}", "next_step_on": ""})
        fate.next_step, fate.asked_step = f"Step {mark}", None

    def _note(self, client: Client, mark: str) -> None:
        deal, text = self.chance.choice(list(self.deals)), f"Noted {mark}"
        self.unheard = ("note", text)
        client.post(f"deals/{deal}/notes/", {"text": text})
        self.notes.append(text)
