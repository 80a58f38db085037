"""The screens of the first run, in their order."""

from django.utils.translation import gettext_lazy as _

from jalon.desk.first_run import forms
from jalon.desk.first_run.screens.book import BookScreen
from jalon.desk.first_run.screens.form import FormScreen
from jalon.desk.first_run.screens.pipelines import PipelinesScreen
from jalon.desk.first_run.screens.publish import PublishScreen
from jalon.desk.first_run.screens.question import QuestionScreen
from jalon.desk.first_run.screens.screen import Screen
from jalon.desk.first_run.screens.stages import StagesScreen
from jalon.desk.first_run.screens.verdict import VerdictScreen

PARTS = {
    "company": _("Your company"),
    "selling": _("How you sell"),
    "buying": _("How your customers buy"),
    "process": _("Your process"),
}

SCREENS: tuple[Screen, ...] = (
    FormScreen("language", "company", forms.Language, question="Which language? Quelle langue ?"),
    FormScreen("company", "company", forms.Company, question=_("Your company, and how it counts")),
    FormScreen("market", "company", forms.Market, question=_("To whom do you sell, and what?")),
    FormScreen(
        "words",
        "company",
        forms.OwnWords,
        question=_("Your own words"),
        hint=_("Jalon speaks as you do. You can change these any time in the settings."),
    ),
    QuestionScreen("q1", "selling", ("q1_partners", "q1_self_service")),
    QuestionScreen("q2", "selling", ("q2_time",)),
    QuestionScreen("q3", "selling"),
    QuestionScreen("q4", "selling", ("q4_named", "q4_tailored")),
    QuestionScreen("defines", "selling"),
    VerdictScreen("verdict", "selling"),
    QuestionScreen("trigger", "buying"),
    QuestionScreen("circle", "buying"),
    QuestionScreen("compare", "buying"),
    QuestionScreen("proof", "buying"),
    QuestionScreen("reassure", "buying"),
    QuestionScreen("sign", "buying"),
    PipelinesScreen("pipelines", "process"),
    StagesScreen("stages", "process"),
    FormScreen(
        "target",
        "process",
        forms.TeamTarget,
        question=_("One target for the team"),
        hint=_("What you win is measured against it."),
    ),
    PublishScreen("publish", "process"),
    BookScreen("book", "process"),
)
KEYS = tuple(screen.key for screen in SCREENS)


def screen_named(key: str) -> Screen | None:
    """The screen called `key`."""
    return SCREENS[KEYS.index(key)] if key in KEYS else None


def neighbours(key: str) -> tuple[str, str]:
    """The screens before and after, "" at either end."""
    place = KEYS.index(key)
    return (KEYS[place - 1] if place else "", KEYS[place + 1] if place + 1 < len(KEYS) else "")
