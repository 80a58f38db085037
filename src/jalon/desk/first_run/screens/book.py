"""Where the deals come from: a file, nowhere yet, or a sample to try things on."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.desk.actions import finish
from jalon.desk.first_run.screens.screen import Errors, Group, Option, Screen, Shown
from jalon.desk.first_run.sitting import Sitting
from jalon.desk.sample import Setting, open_sample
from jalon.orgs.models import Audience
from jalon.orgs.wording import say


class BookScreen(Screen):
    """Going on finishes the first run."""

    def show(self, sitting: Sitting) -> Shown:
        """Three ways on."""
        nouns, from_file = sitting.workspace.nouns, _("From a CSV, Excel or ODS file, or pasted.")
        options = [
            Option("import", say(nouns, "deal", "import mine"), from_file, is_chosen=True),
            Option("empty", _("Start empty"), _("The board is ready for a first deal.")),
            Option(
                "sample",
                _("Open a sample"),
                _("An invented company that sells as you do, with a year of deals, in a workspace of its own."),
            ),
        ]
        return Shown(
            question=_("Your process runs. And your deals?"),
            groups=[Group("book", say(nouns, "deal", "yours"), options, error=sitting.errors.get("book", ""))],
        )

    def keep(self, sitting: Sitting) -> Errors:
        """One of the three."""
        return {} if sitting.given("book") in ("import", "empty", "sample") else {"book": _("Choose an answer.")}

    def pass_on(self, sitting: Sitting) -> str:
        """Finish, and go where the deals are."""
        finish(actor=sitting.actor, at=sitting.at)
        slug = sitting.workspace.slug
        if sitting.given("book") == "sample":
            return reverse("desk:home", args=[_sample(sitting)])
        if sitting.given("book") == "import":
            return reverse("imports:new", args=[slug])
        return reverse("desk:ready", args=[slug])


def _sample(sitting: Sitting) -> str:
    """The address of a new sample that runs the very process just published."""
    workspace = sitting.workspace
    setting = Setting(
        currency=workspace.currency,
        zone=workspace.time_zone,
        name=_("Sample · %(company)s") % {"company": workspace.name},
        consumers=workspace.audience == Audience.CONSUMERS,
        offer=workspace.offer,
    )
    sample = open_sample(
        owner=sitting.viewer.user,
        at=sitting.at,
        language=sitting.language,
        answers=sitting.answers,
        setting=setting,
    )
    return sample.workspace.slug
