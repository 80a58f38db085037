"""What must hold of the data whatever code ran: rooms declare it, `jalon upgrade`, `restore` and `doctor` ask.

A room declares its checks in its `soundness.py`:

    @sound("deals: kept totals equal a recount", remedy="Recount the totals of the pipelines named.")
    def totals_equal_a_recount() -> Iterator[str]: ...

A check looks at the default database and gives one line for each thing that is wrong, none when all is well.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Check = Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Sound:
    """One thing that must hold, what asks for it, and what to do when it does not."""

    what: str
    remedy: str
    check: Check


_declared: dict[str, Sound] = {}


def sound(what: str, *, remedy: str) -> Callable[[Check], Check]:
    """Declare the function below as the check of `what`; a second of the same words takes its place."""

    def declare(check: Check) -> Check:
        _declared[what] = Sound(what, remedy, check)
        return check

    return declare


def soundness() -> list[tuple[Sound, list[str]]]:
    """Every check, in the order of its words, with what it found wrong."""
    return [(one, list(one.check())) for _, one in sorted(_declared.items())]


def unsound() -> list[str]:
    """One line for each thing that is wrong in the default database; empty when all is well."""
    return [f"{one.what}: {wrong}" for one, found in soundness() for wrong in found]
