"""The sales pipeline proposed, and those that may come beside it, now or later."""

from django.utils.translation import gettext as _

from jalon.desk.composed import composition_of
from jalon.desk.first_run.screens.screen import Errors, Group, Option, Screen, Shown
from jalon.desk.first_run.sitting import Sitting
from jalon.process import ComposedPipeline


class PipelinesScreen(Screen):
    """Nothing is ticked at first: a process begins best with one pipeline."""

    template = "desk/first_run/pipelines.html"

    def show(self, sitting: Sitting) -> Shown:
        """The proposed pipeline with the reason for it, then the others with theirs."""
        composition = composition_of(sitting.answers)
        proposed = composition.proposed()
        taken = sitting.answers.get("take", [])
        options = [_option(one, sitting, is_chosen=one.definition.key in taken) for one in composition.offered()]
        steps = [sitting.say(step.why) for step in composition.steps if step.pipeline == proposed.definition.key]
        return Shown(
            question=_("Your sales pipeline, and what may come beside it"),
            groups=[Group("take", _("Also start with"), options, is_many=True, is_small=True)] if options else [],
            more={"proposed": sitting.say(proposed.definition.label), "steps": list(dict.fromkeys(steps))},
        )

    def keep(self, sitting: Sitting) -> Errors:
        """Which of those offered to take now."""
        offered = [one.definition.key for one in composition_of({**sitting.answers, "take": []}).offered()]
        sitting.keep(take=[key for key in offered if key in sitting.ticked("take")])
        return {}


def _option(one: ComposedPipeline, sitting: Sitting, *, is_chosen: bool) -> Option:
    stages = " → ".join(stage.name(sitting.language, sitting.label_set) for stage in one.definition.stages)
    return Option(
        one.definition.key, sitting.say(one.definition.label), f"{sitting.say(one.reason)} {stages}", is_chosen
    )
