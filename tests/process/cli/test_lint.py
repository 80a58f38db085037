"""`jalon process lint`."""

import json

import pytest

FILE = """\
key: my.sales
model: inbound
kind: sales
label: {en: My sale, fr: Ma vente}
opportunity_line: DISCOVER
won_at: [DECIDE]
headline_kpi: {kpi: K27, value: 0.25, text: {en: One in four, fr: Une sur quatre}}
stages: [QUALIFY, DISCOVER, PRESENT, PROVE, REASSURE, DECIDE]
"""


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_passes_a_sound_file(jalon, file):
    path = file(FILE)

    result = jalon("process", "lint", path)

    assert (result.code, result.out) == (0, f"{path}: nothing to say\n")


def test_fails_on_an_error_and_names_line_code_and_remedy(jalon, file):
    path = file(FILE.replace("opportunity_line: DISCOVER", "opportunity_line: ONBOARD"))

    result = jalon("process", "lint", path)

    assert result.code == 1
    assert result.out.splitlines()[0] == (
        f"{path}:5: JP007 error: The opportunity line is on ONBOARD, which is not a stage."
    )
    assert "Set opportunity_line to one of QUALIFY" in result.out


def test_passes_warnings_unless_strict(jalon, file):
    path = file(FILE.replace("headline_kpi", "# headline_kpi"))

    assert jalon("process", "lint", path).code == 0
    assert jalon("process", "lint", path, "--strict").code == 1


def test_passes_advice_even_when_strict(jalon):
    result = jalon("process", "lint", "simple.sales", "--strict")

    assert result.code == 0
    assert "JP002 advice" in result.out


def test_cannot_read_a_broken_file(jalon, file):
    path = file(FILE.replace("stages: [", "stages: ["[:-1]))

    result = jalon("process", "lint", path)

    assert result.code == 2
    assert result.err.startswith(f"{path}:8: ")


def test_finds_a_missing_translation(jalon, file):
    result = jalon("process", "lint", file(FILE.replace(", fr: Ma vente", "")), "--lang", "fr")

    assert result.code == 1
    assert "mine.yaml:4: JP019 erreur\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}My sale\N{NO-BREAK SPACE}»" in result.out


def test_gives_findings_of_several_files_as_json(jalon, file):
    path = file(FILE.replace("won_at: [DECIDE]\n", ""))

    found = json.loads(jalon("process", "lint", path, "team.sales", "--format", "json").out)

    assert [(one["code"], one["severity"], one["stage"]) for one in found] == [("JP008", "error", None)]
    assert set(found[0]["message"]) == {"en", "fr"}


def test_says_all_that_keeps_files_from_being_read_at_once(jalon, file, tmp_path):
    text = FILE.replace("model: inbound", "model: outsider").replace(
        "DISCOVER, PRESENT", "DISCOVERED, {key: PRESENT, exits: 1}"
    )
    path = file(text + "color: red\n")
    none = tmp_path / "none.yaml"

    result = jalon("process", "lint", path, none)

    places = [line.split(": ")[0] for line in result.err.splitlines()]
    assert (result.code, result.out) == (2, "")
    assert sorted(set(places)) == sorted([f"{path}:2", f"{path}:8", f"{path}:9", f"{none}:1"])
    assert places.count(f"{path}:8") == 2
    assert "DISCOVERED is not a stage of the library. Did you mean DISCOVER?" in result.err
    assert "color is not a known key." in result.err
