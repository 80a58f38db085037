"""Linting as a whole: order, severities, and a pipeline that no rule objects to."""

import re

import pytest

from jalon.process import lint, load_pipeline, pipeline_keys
from jalon.process.lint import lint_rules, worst

from ..builders import pipeline, stage


def test_finds_nothing_in_a_sound_pipeline():
    assert lint(pipeline()) == []


@pytest.mark.parametrize("key", pipeline_keys())
def test_finds_no_error_and_no_warning_in_the_library(key):
    assert [finding for finding in lint(load_pipeline(key)) if finding.severity != "advice"] == []


def test_puts_the_most_serious_first_then_the_order_of_the_file():
    bad = pipeline(headline_kpi=None, stages=(stage("A", exit=()), *pipeline().stages[1:5], stage("F", playbook=())))

    severities = [finding.severity for finding in lint(bad)]

    assert severities == sorted(severities, key=["error", "warning", "advice"].index)
    assert worst(lint(bad)) == "error"
    assert worst([]) is None


def test_numbers_its_rules_without_gap_or_repetition():
    assert [rule.code for rule in lint_rules()] == [f"JP{number:03d}" for number in range(1, len(lint_rules()) + 1)]


def test_names_the_code_in_the_file_of_each_rule():
    for rule in lint_rules():
        words = rule.check.__globals__["__doc__"]
        assert re.match(rf"{rule.code}: .+\.$", words)
