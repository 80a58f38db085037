"""The last look before the process is published."""

from django.utils.translation import gettext as _

from jalon.desk.actions import publish_answers
from jalon.desk.first_run.screens.screen import Screen, Shown
from jalon.desk.first_run.screens.stages import named
from jalon.desk.first_run.sitting import Sitting


class PublishScreen(Screen):
    """Going on publishes."""

    template = "desk/first_run/publish.html"

    def show(self, sitting: Sitting) -> Shown:
        """What will be published."""
        target = sitting.answers.get("target", {})
        return Shown(
            question=_("Ready to publish"),
            hint=_(
                "From then on the board runs this process. You can change it any time: deals keep the version they "
                "entered under."
            ),
            more={
                "pipelines": named(sitting),
                "target": target.get("amount_minor"),
                "currency": sitting.workspace.currency,
                "is_published": sitting.run.published_at is not None,
            },
        )

    def pass_on(self, sitting: Sitting) -> str:
        """Publish."""
        publish_answers(actor=sitting.actor, at=sitting.at)
        sitting.run.refresh_from_db()
        return ""
