"""The values that components draw: what a page hands to a template, ready to be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class NavItem:
    """One entry of the sidebar. `count` stands at the right, `alert` makes it ask for attention."""

    label: str
    url: str
    icon: str = ""
    current: bool = False
    children: Sequence["NavItem"] = ()
    count: str = ""
    alert: bool = False
    shortcut: str = ""


@dataclass(frozen=True)
class PoleBand:
    """One stage on the pole. `met` of `total` criteria are met; they paint the current band in proportion.

    "unproven" is passed without its proof: hatched, where a stage that is done is painted.
    """

    label: str
    state: Literal["done", "unproven", "current", "todo", "skipped"]
    url: str = ""
    met: int = 0
    total: int = 0
    inspected: bool = False

    @property
    def fill(self) -> int:
        """Painted part of the band, in percent."""
        if self.state == "done":
            return 100
        if self.state != "current" or not self.total:
            return 0
        return round(100 * self.met / self.total)


@dataclass(frozen=True)
class Pole:
    """The stage path of one deal: its bands in order."""

    bands: Sequence[PoleBand]

    @property
    def here(self) -> PoleBand | None:
        """The current band; None when the deal is closed."""
        return next((band for band in self.bands if band.state == "current"), None)

    @property
    def position(self) -> int:
        """The current band's place, from 1; 0 when there is none."""
        return self.bands.index(self.here) + 1 if self.here else 0


@dataclass(frozen=True)
class Share:
    """One part of a share bar, in percent of the whole. `tone` is good, watch, risk or a buyer phase."""

    tone: str
    label: str
    start: float
    width: float

    @property
    def phase(self) -> bool:
        """Whether the tone is a buyer phase."""
        return self.tone not in {"good", "watch", "risk"}


def shares(parts: Iterable[tuple[str, str, int]]) -> list[Share]:
    """Parts given as (tone, label, amount) laid end to end. Empty when they add up to nothing."""
    known = [part for part in parts if part[2] > 0]
    whole = sum(amount for _, _, amount in known)
    laid: list[Share] = []
    start = 0.0
    for tone, label, amount in known:
        width = 100 * amount / whole
        laid.append(Share(tone, label, round(start, 2), round(width, 2)))
        start += width
    return laid


@dataclass(frozen=True)
class Tab:
    """One tab: a link with its own address."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Empty:
    """What stands where nothing is yet. Acts are (label, url); `ghost` is "columns", "rows" or nothing."""

    title: str
    text: str = ""
    primary: tuple[str, str] | None = None
    secondary: tuple[str, str] | None = None
    ghost: str = ""
    notes: Sequence[str] = field(default_factory=tuple)
