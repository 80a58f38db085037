"""Composes pipelines from a diagnosis and the way the ideal customer buys, in eight steps."""

from jalon.process.answers import Answers, Buying
from jalon.process.compose.case import Case
from jalon.process.compose.composition import ComposedPipeline, Composition
from jalon.process.compose.draft import Draft
from jalon.process.compose.steps import length, other_ways, prospecting, relationship, second_head
from jalon.process.compose.steps.start import start
from jalon.process.definitions.sales_model import ModelKey
from jalon.process.diagnosis import Diagnosis, diagnose

NOT_ASKED = Buying()


def compose(answers: Answers, *, overrule: ModelKey | None = None) -> Composition:
    """Compose from declared answers; `overrule` is the model that the user chose instead."""
    verdict = diagnose(answers, overrule=overrule)
    return compose_for(verdict, buying=answers.buying, deal_value=answers.deal_value)


def compose_for(diagnosis: Diagnosis, *, buying: Buying = NOT_ASKED, deal_value: float | None = None) -> Composition:
    """Compose from any diagnosis, declared or measured; the same input always gives the same pipelines."""
    case = Case(diagnosis=diagnosis, buying=buying, deal_value=deal_value)
    draft = start(case)
    for step in (relationship, second_head, prospecting, other_ways, length):
        draft = step.apply(draft, case)
    return _finished(draft, diagnosis)


def _finished(draft: Draft, diagnosis: Diagnosis) -> Composition:
    proposed = ComposedPipeline(definition=draft.sales, offered=False, reason=draft.steps[0].why)
    steps = sorted(draft.steps, key=lambda step: step.number)
    return Composition(diagnosis=diagnosis, pipelines=(proposed, *draft.offers), steps=tuple(steps))
