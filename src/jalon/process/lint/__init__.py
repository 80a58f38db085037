"""Lints a pipeline: one rule, one file under rules/, each with a code, a message and a remedy."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint import rules as rules_folder
from jalon.process.lint.rule import Finding, Place, Rule, Severity, Spot

__all__ = ["Finding", "Rule", "Severity", "lint", "lint_rules", "worst"]

ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "advice": 2}


def lint(pipeline: PipelineDefinition) -> list[Finding]:
    """Give everything that the rules find in a pipeline, the most serious first."""
    found = [_finding(pipeline, rule, spot) for rule in lint_rules() for spot in rule.check(pipeline)]
    return sorted(found, key=lambda finding: (ORDER[finding.severity], _in_order(finding.place), finding.code))


def worst(findings: list[Finding]) -> Severity | None:
    """Give the highest severity found; None when nothing was."""
    return min((finding.severity for finding in findings), key=ORDER.__getitem__, default=None)


@cache
def lint_rules() -> tuple[Rule, ...]:
    """Give every rule, in order of code."""
    names = [module.name for module in iter_modules(rules_folder.__path__)]
    found: list[Rule] = [import_module(f"{rules_folder.__name__}.{name}").RULE for name in names]
    return tuple(sorted(found, key=lambda rule: rule.code))


def _finding(pipeline: PipelineDefinition, rule: Rule, spot: Spot) -> Finding:
    return Finding(
        code=rule.code,
        severity=spot.severity or rule.severity,
        stage=_stage_at(pipeline, spot.place),
        place=spot.place,
        message=spot.message,
        remedy=spot.remedy,
    )


def _stage_at(pipeline: PipelineDefinition, place: Place) -> str | None:
    if len(place) < 2 or not isinstance(place[1], int):
        return None
    if place[0] == "stages":
        return pipeline.stages[place[1]].key
    return pipeline.aside[place[1]].key if place[0] == "aside" else None


def _in_order(place: Place) -> tuple[str, ...]:
    return tuple(f"{step:04d}" if isinstance(step, int) else step for step in place)
