"""`jalon process lint`: checks pipelines against the rules."""

import argparse
from pathlib import Path
from typing import Any

from jalon.process.cli.captions import caption, colon
from jalon.process.cli.output import dump
from jalon.process.definitions.text import Lang
from jalon.process.library import pipeline_keys
from jalon.process.lint import lint, worst
from jalon.process.lint.lint_file import FileFinding, lint_file
from jalon.process.tuned import load_pipeline
from jalon.process.words import word
from jalon.process.yamlfile import read_all


def run(asked: argparse.Namespace) -> int:
    """Run the command; 1 when an error is found, or a warning where --strict is given."""
    found = dict(read_all(asked.files, findings_of))
    if asked.format == "text":
        for name, findings in found.items():
            _write(name, findings, asked.lang)
    else:
        dump([_data(one) for findings in found.values() for one in findings], asked.format)
    severity = worst([one.finding for findings in found.values() for one in findings])
    return 1 if severity == "error" or (asked.strict and severity == "warning") else 0


def findings_of(name: str) -> list[FileFinding]:
    """Lint a file, or the library's pipeline of this key."""
    if name in pipeline_keys() and not Path(name).is_file():
        return [FileFinding(file=name, line=1, finding=one) for one in lint(load_pipeline(name))]
    return lint_file(Path(name))


def _write(name: str, findings: list[FileFinding], lang: Lang) -> None:
    for one in findings:
        finding = one.finding
        severity = word("severity", finding.severity).say(lang)
        stage = f" {finding.stage}" if finding.stage else ""
        print(f"{one.file}:{one.line}: {finding.code} {severity}{stage}{colon(lang)} {finding.message.say(lang)}")
        print(f"    {finding.remedy.say(lang)}")
    if not findings:
        print(f"{name}{colon(lang)} {caption('clean', lang)}")


def _data(one: FileFinding) -> dict[str, Any]:
    return {
        "file": one.file,
        "line": one.line,
        "code": one.finding.code,
        "severity": one.finding.severity,
        "stage": one.finding.stage,
        "message": one.finding.message.model_dump(),
        "remedy": one.finding.remedy.model_dump(),
    }
