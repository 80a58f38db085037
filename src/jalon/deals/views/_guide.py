"""A stage in words, as its panel shows it: the questions, the criteria, the help."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jalon.deals.forms.deal_fields import day_words
from jalon.deals.language import language
from jalon.deals.markdown import to_html
from jalon.deals.models import Level
from jalon.deals.queries import CriterionState
from jalon.deals.views._phases import PHASE_WORDS
from jalon.process import ExitCriterion, StageDefinition, Text, kpis, roles
from jalon.process.definitions import Lang


@dataclass(frozen=True, slots=True)
class CriterionFace:
    """One exit criterion in words, with the evidence that stands for it."""

    key: str
    stage: str
    label: str
    help: str
    met: bool
    required: bool
    level: str
    needs: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One of the five W and two H, answered."""

    asks: str
    answer: str


@dataclass(frozen=True, slots=True)
class Help:
    """An entry of the playbook, its Markdown drawn."""

    key: str
    title: str
    kind: str
    body: SafeString


@dataclass(frozen=True, slots=True)
class Activity:
    """A starter activity that can become a task."""

    key: str
    title: str
    due_days: int
    role: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class GuideFace:
    """Everything a stage says to the seller who is in it."""

    key: str
    name: str
    phase: str
    phase_name: str
    belief: str
    questions: Sequence[Question]
    criteria: Sequence[CriterionFace]
    playbook: Sequence[Help]
    activities: Sequence[Activity]
    target: str
    kpis: Sequence[str]
    p50: float | None
    p90: float | None


def guide_face(
    stage: StageDefinition, name: str, criteria: Sequence[CriterionFace], *, today: date | None = None
) -> GuideFace:
    """A stage in the reader's language; `criteria` already faced, with or without a deal's evidence.

    With `today`, starter activities know the day they are due.
    """
    lang = language()
    known_kpis = {one.id: one.name for one in kpis()}
    return GuideFace(
        key=stage.key,
        name=name,
        phase=stage.buyer_phase[0],
        phase_name=", ".join(str(PHASE_WORDS[phase]) for phase in stage.buyer_phase),
        belief=_say(stage.buyer_belief, lang),
        questions=_questions(stage, lang),
        criteria=criteria,
        playbook=_playbook(stage, lang),
        activities=_activities(stage, lang, today),
        target=_say(stage.target.text if stage.target else None, lang),
        kpis=[known_kpis[one].say(lang) for one in stage.kpis if one in known_kpis],
        p50=stage.duration_days.p50 if stage.duration_days else None,
        p90=stage.duration_days.p90 if stage.duration_days else None,
    )


def plain_criterion(stage_key: str, criterion: ExitCriterion, level: str = "", *, met: bool = False) -> CriterionFace:
    """A criterion in words; without a deal nothing is met."""
    lang = language()
    return CriterionFace(
        key=criterion.key,
        stage=stage_key,
        label=criterion.label.say(lang),
        help=_say(criterion.help, lang),
        met=met,
        required=criterion.policy == "required",
        level=level,
        needs=str(Level(criterion.level).label),
    )


def deal_criterion(stage_key: str, state: CriterionState) -> CriterionFace:
    """A criterion with the evidence of one deal."""
    face = plain_criterion(stage_key, state.criterion, state.level, met=state.is_met)
    if state.evidence is None:
        return face
    who = str(state.evidence.stated_by.user) if state.evidence.stated_by else gettext("somebody who left")
    day = day_words(localtime(state.evidence.at).date())
    detail = gettext("%(who)s, %(day)s") % {"who": who, "day": day}
    return replace(face, detail=detail)


def _playbook(stage: StageDefinition, lang: Lang) -> list[Help]:
    return [
        Help(
            key=entry.key,
            title=entry.title.say(lang),
            kind=str(KIND_WORDS[entry.kind]),
            body=mark_safe(to_html(entry.body.say(lang))),  # noqa: S308 - to_html cleans
        )
        for entry in stage.playbook
    ]


def _activities(stage: StageDefinition, lang: Lang, today: date | None) -> list[Activity]:
    names = {one.key: one.label.say(lang) for one in roles()}
    return [
        Activity(
            key=one.key,
            title=one.title.say(lang),
            due_days=round(one.due_days),
            role=names.get(one.role, one.role),
            due_on=today + timedelta(days=round(one.due_days)) if today else None,
        )
        for one in stage.activities
    ]


def _questions(stage: StageDefinition, lang: Lang) -> list[Question]:
    asked = stage.five_w_two_h
    when = _say(asked.when.entry, lang)
    if asked.when.due_days is not None:
        days = f"{asked.when.due_days:g}"
        when = f"{when} {gettext('Due within %(days)s days.') % {'days': days}}".strip()
    answers = [
        (gettext("Why"), _say(asked.why, lang)),
        (gettext("What"), _say(asked.what, lang)),
        (gettext("Who"), _who(stage, lang)),
        (gettext("When"), when),
        (gettext("Where"), _say(asked.where, lang)),
        (gettext("How"), _say(asked.how, lang)),
        (gettext("How much"), _say(asked.how_much, lang)),
    ]
    return [Question(asks, answer) for asks, answer in answers if answer]


def _who(stage: StageDefinition, lang: Lang) -> str:
    names = {one.key: one.label.say(lang) for one in roles()}
    who = stage.five_w_two_h.who
    lead = names.get(who.responsible or "", "")
    support = ", ".join(names.get(role, role) for role in who.support)
    if lead and support:
        return gettext("%(lead)s, with %(support)s") % {"lead": lead, "support": support}
    return lead or support


def _say(text: Text | None, lang: Lang) -> str:
    return text.say(lang) if text else ""


KIND_WORDS = {
    "script": _("Script"),
    "questions": _("Questions"),
    "template": _("Template"),
    "checklist": _("Checklist"),
    "reference": _("Reference"),
}
