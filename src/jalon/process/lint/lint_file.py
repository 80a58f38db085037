"""Lints a user's own file: what is untranslated is a finding with its line, not a refusal to read."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from jalon.process.lint import ORDER, lint
from jalon.process.lint.rule import Finding, Place
from jalon.process.lint.rules.translations import RULE as TRANSLATIONS
from jalon.process.lint.rules.translations import untranslated
from jalon.process.pipeline_file import pipeline_places, read_pipeline
from jalon.process.yamlfile import YamlFile, read_all, read_yaml


@dataclass(frozen=True, kw_only=True)
class FileFinding:
    """A finding with the file and the line where it stands."""

    file: str
    line: int
    finding: Finding


def lint_file(path: Path) -> list[FileFinding]:
    """Read and lint the pipeline in a file, or all those of a composition; LibraryError when it cannot be read."""
    source = read_yaml(path)
    gaps: list[tuple[Place, str]] = []
    filled = YamlFile(source.file, _filled(source.data, (), gaps), source.lines)
    found = [_gap(place, words) for place, words in gaps]
    for place, pipeline in read_all(pipeline_places(filled), partial(read_pipeline, filled)):
        found += [replace(one, place=(*place, *one.place)) for one in lint(pipeline)]
    located = [FileFinding(file=source.file, line=source.line(one.place), finding=one) for one in _once(found)]
    return sorted(located, key=lambda one: (ORDER[one.finding.severity], one.line, one.finding.code))


def _filled(value: Any, place: Place, gaps: list[tuple[Place, str]]) -> Any:
    """Copy the data with the missing language of each text taken from the other, and note each gap."""
    if isinstance(value, list):
        return [_filled(item, (*place, n), gaps) for n, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if value and value.keys() <= {"en", "fr"}:
        said = {lang: words for lang, words in value.items() if isinstance(words, str) and words.strip()}
        if len(said) == 1:
            (words,) = said.values()
            gaps.append((place, words))
            return {"en": words, "fr": words}
    return {key: _filled(item, (*place, key), gaps) for key, item in value.items()}


def _gap(place: Place, words: str) -> Finding:
    spot = untranslated(place, words)
    return Finding(
        code=TRANSLATIONS.code,
        severity=TRANSLATIONS.severity,
        stage=None,
        place=place,
        message=spot.message,
        remedy=spot.remedy,
    )


def _once(found: list[Finding]) -> list[Finding]:
    """Drop what the rule on translations says a second time about a text already noted."""
    noted = {finding.place for finding in found if finding.code == TRANSLATIONS.code}
    return [
        one
        for one in found
        if not (one.code == TRANSLATIONS.code and one.place[-1:] == ("fr",) and one.place[:-1] in noted)
    ]
