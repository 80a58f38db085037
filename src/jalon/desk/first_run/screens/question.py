"""A question of the library with its follow-ups, on one screen."""

from django.utils.translation import gettext as _

from jalon.desk.composed import BUYING
from jalon.desk.first_run.screens.screen import Errors, Group, Option, Screen, Shown
from jalon.desk.first_run.sitting import Sitting
from jalon.process import question
from jalon.process.definitions.question import Question


class QuestionScreen(Screen):
    """Asks the question `key` and what follows it."""

    def __init__(self, key: str, part: str, follow_ups: tuple[str, ...] = ()) -> None:
        super().__init__(key, part)
        self.asked = (key, *follow_ups)
        self.detail = "evidence" if key in BUYING else "phase"

    def show(self, sitting: Sitting) -> Shown:
        """The question as title, its follow-ups below with their own."""
        main = question(self.key)
        groups = [_group(question(name), sitting, is_small=name != self.key) for name in self.asked]
        return Shown(question=sitting.say(main.text), hint=sitting.say(main.help), groups=groups)

    def keep(self, sitting: Sitting) -> Errors:
        """Every valid choice is kept; a question of one choice must have one."""
        read = {name: _read(question(name), sitting) for name in self.asked}
        given = {name: value for name, value in read.items() if value is not None}
        if self.key in BUYING:
            sitting.keep(buying=given)
        else:
            sitting.keep(**given)
        return {name: _("Choose an answer.") for name in self.asked if name not in given}


def _read(asked: Question, sitting: Sitting) -> str | list[str] | None:
    known = [option.key for option in asked.options]
    if asked.choice == "many":
        return [key for key in known if key in sitting.ticked(asked.key)]
    given = sitting.given(asked.key)
    return given if given in known else None


def _group(asked: Question, sitting: Sitting, *, is_small: bool) -> Group:
    chosen = sitting.ticked(asked.key) if sitting.sent is not None else _known(asked, sitting)
    return Group(
        name=asked.key,
        title=sitting.say(asked.text),
        hint=sitting.say(asked.help) if is_small else "",
        options=[Option(one.key, sitting.say(one.label), is_chosen=one.key in chosen) for one in asked.options],
        is_many=asked.choice == "many",
        is_small=is_small,
        error=sitting.errors.get(asked.key, ""),
    )


def _known(asked: Question, sitting: Sitting) -> list[str]:
    answers = sitting.answers.get("buying", {}) if asked.key in BUYING else sitting.answers
    value = answers.get(asked.key, asked.default)
    return value if isinstance(value, list) else [value] if value else []
