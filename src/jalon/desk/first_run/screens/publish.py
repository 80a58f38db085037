"""The last look before the process is published."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.desk.actions import publish_answers
from jalon.desk.composed import definitions_of
from jalon.desk.first_run.screens.screen import Errors, Group, Option, Screen, Shown
from jalon.desk.first_run.screens.stages import named
from jalon.desk.first_run.sitting import Sitting
from jalon.desk.holding import HOLDS, USUAL, Hold, counted


class PublishScreen(Screen):
    """Going on publishes."""

    template = "desk/first_run/publish.html"
    detail = "evidence"

    def show(self, sitting: Sitting) -> Shown:
        """What will be published."""
        target = sitting.answers.get("target", {})
        group = Group(
            "hold", _("What must hold before a deal moves on"), _choices(sitting), error=sitting.errors.get("hold", "")
        )
        return Shown(
            question=_("Ready to publish"),
            hint=_(
                "From then on the board runs this process. You can change it any time: deals keep the version they "
                "entered under."
            ),
            groups=[group],
            more={
                "pipelines": named(sitting),
                "target": target.get("amount_minor"),
                "currency": sitting.workspace.currency,
                "is_published": sitting.run.published_at is not None,
            },
        )

    def keep(self, sitting: Sitting) -> Errors:
        """Which criteria hold."""
        if sitting.given("hold") not in HOLDS:
            return {"hold": _("Choose an answer.")}
        sitting.keep(hold=sitting.given("hold"))
        return {}

    def pass_on(self, sitting: Sitting) -> str:
        """Publish."""
        publish_answers(actor=sitting.actor, at=sitting.at)
        sitting.run.refresh_from_db()
        return ""


def _choices(sitting: Sitting) -> list[Option]:
    chosen = sitting.given("hold") or sitting.answers.get("hold", USUAL)
    words = {
        "proof": (
            _("The proof your buyers need (recommended)"),
            _("What you said of how they buy, and what only they can confirm."),
        ),
        "none": (_("None, only advise"), _("Every deal moves on; Jalon says what is missing.")),
        "all": (_("All of them"), _("Nothing moves before everything is there. Few teams begin so.")),
    }
    return [
        Option(hold, words[hold][0], f"{words[hold][1]} {_count(sitting, hold)}", is_chosen=hold == chosen)
        for hold in HOLDS
    ]


def _count(sitting: Sitting, hold: Hold) -> str:
    held, every = (
        sum(found) for found in zip(*map(counted, definitions_of({**sitting.answers, "hold": hold})), strict=True)
    )
    words = ngettext("%(held)s of %(every)s criteria holds.", "%(held)s of %(every)s criteria hold.", held)
    return words % {"held": held, "every": every}
