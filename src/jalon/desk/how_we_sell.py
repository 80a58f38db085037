"""How we sell, told whole: model, mix and why, how customers buy, and each stage with its evidence and target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jalon.deals.definitions import definition_of
from jalon.deals.queries import pipelines_for
from jalon.desk.composed import BUYING, diagnosis_of
from jalon.desk.mix import Weight, weights
from jalon.desk.models import FirstRun
from jalon.orgs.models import Membership, Target
from jalon.process import LabelSet, PipelineDefinition, StageDefinition, Text, question, roles
from jalon.process.definitions.text import Lang
from jalon.process.words import phase_name, word


@dataclass(frozen=True, slots=True)
class Line:
    """A question and its answer."""

    asks: str
    answer: str


@dataclass(frozen=True, slots=True)
class CriterionTold:
    """What lets a deal leave a stage."""

    label: str
    level: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class StageTold:
    """One stage in words."""

    name: str
    phase: str
    phase_words: str
    belief: str
    lines: Sequence[Line]
    criteria: Sequence[CriterionTold]
    target: str
    days: str


@dataclass(frozen=True, slots=True)
class PipelineTold:
    """One pipeline in words."""

    name: str
    purpose: str
    entry: str
    target: str
    stages: Sequence[StageTold]


@dataclass(frozen=True, slots=True)
class Told:
    """The whole page. Before the questions are answered `model` is empty."""

    company: str
    offer: str
    day: str
    model: str
    why: str
    defining: str
    reasons: Sequence[str]
    weights: Sequence[Weight]
    buying: Sequence[Line]
    targets: Sequence[Target]
    pipelines: Sequence[PipelineTold]


def how_we_sell(viewer: Membership, *, language: Lang, at: datetime) -> Told:
    """The page in `language`, from the answers given and the processes that run."""
    workspace = viewer.workspace
    run = FirstRun.objects.filter(workspace=workspace).first()
    answers = run.answers if run and "q1" in run.answers else {}
    verdict = diagnosis_of(answers) if answers else None
    labels: LabelSet = "noun" if workspace.label_set == "noun" else "infinitive"
    running = [definition_of(one.current_id) for one in pipelines_for(viewer) if one.current_id]
    return Told(
        company=workspace.name,
        offer=workspace.offer,
        day=date_format(at.astimezone(workspace.zone())),
        model=verdict.label.say(language) if verdict else "",
        why=verdict.why.say(language) if verdict else "",
        defining=verdict.defining.say(language) if verdict and verdict.defining else "",
        reasons=[reason.say(language) for reason in verdict.reasons] if verdict else (),
        weights=weights(verdict, language) if verdict else (),
        buying=_buying(answers, language),
        targets=list(Target.objects.filter(workspace=workspace, member=None).order_by("starts_on")),
        pipelines=[_pipeline(definition, language, labels) for definition in running],
    )


def _buying(answers: dict[str, object], language: Lang) -> list[Line]:
    given = answers.get("buying") or {}
    assert isinstance(given, dict)  # noqa: S101 - kept so by the first run
    lines = []
    for name in BUYING:
        if name in given:
            asked, value = question(name), given[name]
            chosen = value if isinstance(value, list) else [value]
            words = [option.label.say(language) for option in asked.options if option.key in chosen]
            lines.append(Line(asked.text.say(language), " · ".join(words) or _("Nothing in particular")))
    return lines


def _pipeline(definition: PipelineDefinition, language: Lang, labels: LabelSet) -> PipelineTold:
    return PipelineTold(
        name=definition.name(language),
        purpose=_say(definition.purpose, language),
        entry=_say(definition.entry_rule, language),
        target=_say(definition.headline_kpi.text if definition.headline_kpi else None, language),
        stages=[_stage(stage, language, labels) for stage in definition.stages],
    )


def _stage(stage: StageDefinition, language: Lang, labels: LabelSet) -> StageTold:
    phases = ", ".join(phase_name(phase).say(language) for phase in stage.buyer_phase)
    days = stage.duration_days
    return StageTold(
        name=stage.name(language, labels),
        phase=stage.buyer_phase[0],
        phase_words=phases[:1].upper() + phases[1:],
        belief=_say(stage.buyer_belief, language),
        lines=_questions(stage, language),
        criteria=[
            CriterionTold(one.label.say(language), word("level", one.level).say(language), one.policy == "required")
            for one in stage.exit
        ],
        target=_say(stage.target.text if stage.target else None, language),
        days=_("usually %(usual)s days, at most %(most)s") % {"usual": f"{days.p50:.0f}", "most": f"{days.p90:.0f}"}
        if days and days.p90 >= 1
        else "",
    )


def _questions(stage: StageDefinition, language: Lang) -> list[Line]:
    """The five W and two H; those without an answer are left out."""
    asked = stage.five_w_two_h
    lines = [
        Line(_("Why"), _say(asked.why, language)),
        Line(_("What"), _say(asked.what, language)),
        Line(_("Who"), _who(stage, language)),
        Line(_("When"), _say(asked.when.entry, language)),
        Line(_("Where"), _say(asked.where, language)),
        Line(_("How"), _say(asked.how, language)),
        Line(_("How much"), _say(asked.how_much, language)),
    ]
    return [line for line in lines if line.answer]


def _who(stage: StageDefinition, language: Lang) -> str:
    names = {str(role.key): role.label.say(language) for role in roles()}
    who = stage.five_w_two_h.who
    people = [names.get(key, key) for key in (who.responsible, *who.support) if key]
    return ", ".join(people)


def _say(text: Text | None, language: Lang) -> str:
    return text.say(language) if text else ""
