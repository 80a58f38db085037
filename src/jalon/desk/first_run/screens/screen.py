"""What every screen of the first run can do: show what it asks, keep what was answered."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jalon.desk.first_run.sitting import Errors, Sitting
from jalon.desk.first_run.sketch import Detail


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen by its number."""

    value: str
    label: str
    more: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A question with its options; `is_small` for one that follows another on the same screen."""

    name: str
    title: str
    options: Sequence[Option]
    hint: str = ""
    is_many: bool = False
    is_small: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen put into words. `more` is what its own template needs."""

    question: str
    hint: str = ""
    groups: Sequence[Group] = ()
    more: dict[str, Any] = field(default_factory=dict)


class Screen(ABC):
    """One screen. `part` is the part of the first run it belongs to, `detail` what the sketch beside it tells."""

    template = "desk/first_run/screen.html"
    detail: Detail = "phase"

    def __init__(self, key: str, part: str) -> None:
        self.key, self.part = key, part

    @abstractmethod
    def show(self, sitting: Sitting) -> Shown:
        """The screen; after a refusal, with what was sent and what is wrong in it."""

    def keep(self, sitting: Sitting) -> Errors:  # noqa: ARG002 - nothing to keep here
        """Keep every answer that was sent and can be kept; gives what is wrong or missing, by field."""
        return {}

    def pass_on(self, sitting: Sitting) -> str:  # noqa: ARG002 - nothing more to do here
        """Do what going on means, once nothing is wrong; gives an address, or "" for the next screen."""
        return ""
