"""Small definitions to start a test from, valid in every respect; a test changes what it is about."""

from typing import Any

from jalon.process import ExitCriterion, PipelineDefinition, StageDefinition, Text
from jalon.process.definitions import Duration, FiveWTwoH, PlaybookEntry, StarterActivity, Target, When, Who


def text(words: str = "words") -> Text:
    return Text(en=f"{words} in English", fr=f"{words} en français")


def criterion(key: str = "need_confirmed", **changes: Any) -> ExitCriterion:
    given: dict[str, Any] = {"type": "confirm", "arg": "need", "by": "buyer", "label": text(key)}
    return ExitCriterion(key=key, **(given | changes))


def stage(key: str = "QUALIFY", **changes: Any) -> StageDefinition:
    given: dict[str, Any] = {
        "label": text(key),
        "noun": text(f"noun {key}"),
        "buyer_phase": ("definition",),
        "five_w_two_h": FiveWTwoH(
            why=text(), what=text(), who=Who(responsible="ae"), when=When(entry=text()), how=text(), how_much=text()
        ),
        "exit": (criterion(f"{key.lower()}_done", arg=key.lower()), criterion("next_step", type="next", arg=None)),
        "duration_days": Duration(p50=5, p90=12),
        "target": Target(kpi="K18", value=0.5, text=text("target")),
        "kpis": ("K18",),
        "playbook": (PlaybookEntry(key="questions", kind="questions", title=text(), body=text()),),
        "activities": (StarterActivity(key="call", role="ae", due_days=1, title=text()),),
    }
    return StageDefinition(key=key, **(given | changes))


PHASES = {"A": "awareness", "B": "definition", "C": "evaluation", "D": "proof", "E": "reassurance", "F": "decision"}


def pipeline(**changes: Any) -> PipelineDefinition:
    """Give a sale in six stages, A to F, one per phase, that no rule objects to."""
    given: dict[str, Any] = {
        "key": "my.sales",
        "model": "inbound",
        "kind": "sales",
        "label": text("sale"),
        "opportunity_line": "B",
        "won_at": ("F",),
        "headline_kpi": Target(kpi="K27", value=0.25, text=text("headline")),
        "stages": tuple(stage(key, buyer_phase=(phase,)) for key, phase in PHASES.items()),
    }
    return PipelineDefinition(**(given | changes))


def with_stage(key: str, **changes: Any) -> PipelineDefinition:
    """Give the pipeline with one of its stages changed."""
    plain = pipeline()
    stages = tuple(one.model_copy(update=changes) if one.key == key else one for one in plain.stages)
    return plain.model_copy(update={"stages": stages})
