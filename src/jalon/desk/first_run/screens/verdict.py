"""The verdict: how the company sells, in words, with three reasons, the mix, and the last word left to people."""

from django.utils.translation import gettext as _

from jalon.desk.actions import choose_model
from jalon.desk.composed import diagnosis_of
from jalon.desk.first_run.screens.screen import Errors, Group, Option, Screen, Shown
from jalon.desk.first_run.sitting import Sitting
from jalon.desk.mix import weights
from jalon.process import MODEL_KEYS, Diagnosis, models, sales_model


class VerdictScreen(Screen):
    """Says what the answers say; the user may choose otherwise."""

    template = "desk/first_run/verdict.html"

    def show(self, sitting: Sitting) -> Shown:
        """The label as title."""
        verdict = diagnosis_of(sitting.answers)
        return Shown(
            question=sitting.say(verdict.label),
            hint=sitting.say(verdict.why) if verdict.is_overruled() else "",
            groups=[_choices(sitting)],
            more={
                "reasons": [sitting.say(reason) for reason in verdict.reasons],
                "weights": weights(verdict, sitting.language),
                "declared": _declared(sitting, verdict),
                "defining": sitting.say(verdict.defining) if verdict.defining else "",
                "is_overruled": verdict.is_overruled(),
                "fits": sitting.say(sales_model(verdict.dominant).fits) if verdict.dominant in MODEL_KEYS else "",
            },
        )

    def keep(self, sitting: Sitting) -> Errors:
        """ "" takes the choice back."""
        chosen = sitting.given("overrule")
        if chosen and chosen not in MODEL_KEYS:
            return {"overrule": _("Choose one of the seven.")}
        computed = str(diagnosis_of(sitting.answers).computed)
        sitting.run = choose_model(
            model="" if chosen == computed else chosen, computed=computed, actor=sitting.actor, at=sitting.at
        )
        return {}


def _choices(sitting: Sitting) -> Group:
    chosen = sitting.given("overrule") if sitting.sent is not None else sitting.answers.get("overrule", "")
    said = Option("", _("What the answers say"), is_chosen=not chosen)
    options = [
        Option(str(one.key), sitting.say(one.label), sitting.say(one.definition), is_chosen=one.key == chosen)
        for one in models()
    ]
    return Group("overrule", _("I choose otherwise"), [said, *options], error=sitting.errors.get("overrule", ""))


def _declared(sitting: Sitting, verdict: Diagnosis) -> str:
    """What the closing question was answered, when it differs from the verdict."""
    if verdict.declared is None or verdict.declared == verdict.dominant:
        return ""
    return _("You said that what defines you most is: %(model)s.") % {
        "model": sitting.say(sales_model(verdict.declared).label).lower()
    }
