"""What is wrong with a log, in which rows, and what to do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from jalon.process.definitions.text import Lang, Text

type Severity = Literal["error", "warning", "note"]

SHOWN_ROWS = 5


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One finding: `count` rows in all, the first of them in `rows`, counted from 1 below the header."""

    code: str
    severity: Severity
    message: Text
    remedy: Text
    rows: tuple[int, ...] = ()
    count: int = 0

    def say(self, lang: Lang = "en") -> str:
        """The whole finding in one paragraph."""
        return " ".join(part for part in (self.message.say(lang), self._where(lang), self.remedy.say(lang)) if part)

    def _where(self, lang: Lang) -> str:
        if not self.rows:
            return ""
        shown = ", ".join(str(row) for row in self.rows)
        more = self.count - len(self.rows)
        if lang == "fr":
            rest = f" et {more} {'autres' if more > 1 else 'autre'}" if more else ""
            return f"{'Lignes' if self.count > 1 else 'Ligne'} {shown}{rest}."
        return f"{'Rows' if self.count > 1 else 'Row'} {shown}{f' and {more} more' if more else ''}."


class LogError(Exception):
    """A log that cannot be used; `problems` say why, each with its rows and remedy."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(problem.say() for problem in problems))
        self.problems = tuple(problems)


def error(code: str, *, en: str, fr: str, remedy_en: str, remedy_fr: str) -> LogError:
    """One error about the log as a whole."""
    message, remedy = Text(en=en, fr=fr), Text(en=remedy_en, fr=remedy_fr)
    return LogError([Problem(code=code, severity="error", message=message, remedy=remedy)])


def unknown_activity(name: str, known: Iterable[str]) -> LogError:
    """That no event of the log, which has the `known` activities, is called so."""
    names = ", ".join(sorted(known))
    return error(
        "unknown-activity",
        en=f"No event of the log is called {name}.",
        fr=f"Aucun événement du journal ne s’appelle {name}.",
        remedy_en=f"The activities are {names}.",
        remedy_fr=f"Les activités sont {names}.",
    )
