"""A sample board, pole and criteria: deals that no table knows."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse

from jalon.ui.components import Empty, NavItem, Pole, PoleBand, Share, Tab, shares

PEOPLE = ["Camille Roux", "Yanis Benali", "Ines Caron", "Jean-Marc Le Goff", "Zoé"]
PHASES = ["awareness", "definition", "evaluation", "proof", "reassurance", "decision", "use", "renewal"]


@dataclass(frozen=True)
class SampleCard:
    """What `ui/card.html` draws."""

    id: str
    stage: str
    title: str
    account: str
    amount: str
    close: str = "14 Dec"
    close_late: bool = False
    owner: str = "Camille Roux"
    next: str = ""
    next_on: str = ""
    next_late: bool = False
    age: str = "6 d"
    health: str = "good"
    health_label: str = "On track"
    coverage: str = ""
    sequence: str = ""
    edit: int = 1
    closed: bool = False

    @property
    def url(self) -> str:
        """The sample record."""
        return reverse("styleguide-deal", args=[self.id])

    @property
    def move_url(self) -> str:
        """Where a move is posted."""
        return reverse("styleguide-move", args=[self.id])


@dataclass(frozen=True)
class SampleColumn:
    """What `ui/column.html` draws."""

    stage: str
    name: str
    phase: str
    sum: str = "€0"
    weighted: str = ""
    cards: list[SampleCard] = field(default_factory=list)
    count: int = 0
    none: str = "Nothing here yet"
    shares: list[Share] = field(default_factory=list)
    shares_label: str = "Health of this column"


CARDS = [
    SampleCard(
        id="1",
        stage="discovery",
        title="Fleet renewal 2027",
        account="Transports Leroy",
        amount="€48,000",
        next="Call Ms Petit",
        next_on="26 Nov",
        coverage="2/5",
    ),
    SampleCard(
        id="2",
        stage="discovery",
        title="Warehouse scanners, two sites and the head office in Lyon",
        account="Nordis Logistique",
        amount="€126,500",
        close="12 Nov",
        close_late=True,
        owner="Yanis Benali",
        age="34 d",
        health="risk",
        health_label="At risk: no activity for 21 days",
        coverage="1/5",
    ),
    SampleCard(
        id="3",
        stage="qualify",
        title="Maintenance contract",
        account="Ateliers Morvan",
        amount="€9,600 a year",
        owner="Ines Caron",
        next="Send the recap",
        next_on="20 Nov",
        next_late=True,
        age="12 d",
        health="watch",
        health_label="Watch: next step is late",
        sequence="Step 3",
    ),
    SampleCard(
        id="4",
        stage="qualify",
        title="CRM for 40 seats",
        account="Groupe Hélios",
        amount="€38,400 a year",
        owner="Ines Caron",
        next="Meet the finance director",
        next_on="2 Dec",
        coverage="3/5",
    ),
    SampleCard(
        id="5",
        stage="proposal",
        title="Line 4 retrofit",
        account="Bertin Industrie",
        amount="€310,000",
        next="Reference call",
        next_on="1 Dec",
        age="3 d",
        coverage="4/5",
    ),
    SampleCard(
        id="6",
        stage="proof",
        title="Pilot in Nantes",
        account="Port Atlantique",
        amount="€72,000",
        owner="Yanis Benali",
        next="Agree the success criteria",
        next_on="27 Nov",
        health="watch",
        health_label="Watch: one person met",
        coverage="1/5",
    ),
]

COLUMNS = [
    SampleColumn("qualify", "Qualify", "definition", "€48,000"),
    SampleColumn("discovery", "Discovery", "definition", "€174,500", "€41,900 weighted"),
    SampleColumn("proposal", "Proposal", "evaluation", "€310,000", "€124,000 weighted"),
    SampleColumn("proof", "Prove the solution", "proof", "€72,000", "€39,600 weighted"),
    SampleColumn("negotiate", "Negotiate", "reassurance"),
    SampleColumn("sign", "Sign", "decision"),
]
PHASE_NAMES = {
    "definition": "Need definition",
    "evaluation": "Search and evaluation",
    "proof": "Proof",
    "reassurance": "Reassurance",
    "decision": "Decision",
}

CRITERIA: list[dict[str, Any]] = [
    {
        "label": "The buyer confirmed the need in writing",
        "met": True,
        "required": True,
        "level": "buyer",
        "detail": "Mail of 12 November, Ms Petit",
    },
    {"label": "Meeting with the economic buyer", "met": True, "required": True, "level": "stated"},
    {"label": "The price was acknowledged in writing", "met": False, "required": True},
    {
        "label": "A next step is dated and accepted",
        "met": False,
        "required": False,
        "detail": "Advised: it warns, it does not block.",
    },
]
TABS = [Tab("Timeline", "#timeline", current=True), Tab("Process", "#process", count=3), Tab("Files", "#files")]
EMPTY = Empty(
    title="No deals yet",
    text="Deals you work on stand here, one card each, under the stage they have reached.",
    primary=("New deal", "#new"),
    secondary=("Import a file", "#import"),
    ghost="columns",
)


def card(id: str) -> SampleCard:  # noqa: A002 - the word of the address
    """The card of that id, the first one for any other."""
    return next((card for card in CARDS if card.id == id), CARDS[0])


def columns() -> list[SampleColumn]:
    """Every stage with its cards and its shares of health."""
    return [_filled(column) for column in COLUMNS]


def board() -> dict[str, Any]:
    """The stages under the buyer phases that they serve."""
    return {
        "phases": [
            {"phase": phase, "name": name, "columns": [one for one in columns() if one.phase == phase]}
            for phase, name in PHASE_NAMES.items()
        ]
    }


def pole(*, more: int = 0) -> Pole:
    """Six stages and `more` to come: one done, one passed without its proof, one skipped, the fourth under way."""
    here = reverse("styleguide")
    return Pole(
        [
            PoleBand("Qualify", "done", here),
            PoleBand("Discovery", "unproven", here),
            PoleBand("Demonstrate", "skipped", here),
            PoleBand("Proposal", "current", here, met=2, total=5),
            PoleBand("Negotiate", "todo", here),
            *[PoleBand("Sign", "todo", here)] * (1 + more),
        ]
    )


def nav() -> list[NavItem]:
    """A sidebar with counts, children and keys."""
    pinned = [
        NavItem("Closing this quarter", "#quarter"),
        NavItem("No next step", "#none", count="12", alert=True),
    ]
    return [
        NavItem("My day", reverse("styleguide"), "house", count="7", shortcut="g h"),
        NavItem("Deals", reverse("styleguide-board"), "square-kanban", current=True, shortcut="g d", children=pinned),
        NavItem("Companies", "#companies", "building-2"),
        NavItem("People", "#people", "users", shortcut="g p"),
        NavItem("Imports", "#imports", "upload"),
    ]


def _filled(column: SampleColumn) -> SampleColumn:
    cards = [card for card in CARDS if card.stage == column.stage]
    tones = [(tone, tone, sum(card.health == tone for card in cards)) for tone in ("good", "watch", "risk")]
    return replace(column, cards=cards, count=len(cards), shares=shares(tones))
