"""Linting a user's own file: findings with their line, refusals only for what cannot be read."""

import pytest

from jalon.process import LibraryError
from jalon.process.lint.lint_file import lint_file

FILE = """\
key: my.sales
model: inbound
kind: sales
label: {en: My sale, fr: Ma vente}
opportunity_line: DISCOVER
won_at: [DECIDE]
headline_kpi: {kpi: K27, value: 0.25, text: {en: One in four, fr: Une sur quatre}}
stages:
  - QUALIFY
  - DISCOVER
  - PRESENT
  - PROVE
  - REASSURE
  - DECIDE
"""


def findings(tmp_path, text):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return [(one.line, one.finding.code, one.finding.severity) for one in lint_file(path)]


def test_finds_nothing_in_library_stages(tmp_path):
    assert findings(tmp_path, FILE) == []


def test_names_the_line_of_a_missing_translation_and_lints_the_rest(tmp_path):
    text = FILE.replace("label: {en: My sale, fr: Ma vente}", "label:\n  en: My sale of many things") + "won_at_: 1\n"
    text = text.replace("won_at_: 1\n", "entry: NOWHERE\n")

    assert findings(tmp_path, text) == [(4, "JP019", "error"), (16, "JP010", "error")]


def test_names_the_line_of_a_stage(tmp_path):
    text = FILE.replace("  - PROVE\n", "  - key: PROVE\n    exit: []\n")

    assert findings(tmp_path, text) == [(12, "JP006", "error")]


def test_refuses_what_cannot_be_read(tmp_path):
    with pytest.raises(LibraryError, match=r"mine.yaml:2: model has the value 'inbond'"):
        findings(tmp_path, FILE.replace("model: inbound", "model: inbond"))
