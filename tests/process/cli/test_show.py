"""`jalon process show`."""

import json

import pytest

from jalon.process import load_pipeline


def test_shows_a_stage_to_read(jalon):
    out = jalon("process", "show", "RESEARCH", "--lang", "fr").out

    assert out.startswith("Rechercher · RESEARCH\n")
    for heading in ("Pourquoi", "Quoi", "Qui", "Quand", "Comment", "Combien", "Critères de sortie", "Guide de vente"):
        assert f"{heading}\N{NO-BREAK SPACE}:" in out
    assert "5 / 12 jours" in out
    assert "85–95\N{NO-BREAK SPACE}%" in out


def test_finds_a_stage_whatever_the_case(jalon):
    assert jalon("process", "show", "research").out.startswith("Research · RESEARCH\n")


def test_shows_a_pipeline_with_its_line_and_its_event(jalon):
    out = jalon("process", "show", "inb.sales").out

    assert "   2. DISCOVER   Discover needs  ← opportunity from here on" in out
    assert "   6. DECIDE     Negotiate & decide  ← won" in out


def test_shows_stages_aside(jalon):
    assert "  - RECOVER · Recover" in jalon("process", "show", "rel.retention").out


def test_names_stages_by_nouns(jalon):
    assert "1. QUALIFY    Qualification" in jalon("process", "show", "inb.sales", "--nouns").out


def test_gives_the_whole_definition_as_json(jalon):
    data = json.loads(jalon("process", "show", "inb.sales", "--format", "json").out)

    assert data == load_pipeline("inb.sales").model_dump(mode="json")


@pytest.mark.parametrize(("key", "start"), [("inbound", "Inbound sales · inbound"), ("bant", "BANT · bant")])
def test_shows_models_and_methods(jalon, key, start):
    assert jalon("process", "show", key).out.startswith(start)


def test_shows_a_users_own_file(jalon, tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "key: my.sales\nmodel: any\nkind: sales\nlabel: {en: Mine, fr: À moi}\nstages: [QUALIFY]\n", encoding="utf-8"
    )

    assert "Mine · my.sales" in jalon("process", "show", tmp_path / "mine.yaml").out


def test_lists_everything_without_a_key(jalon):
    listed = json.loads(jalon("process", "show", "--format", "json").out)

    assert len(listed["stages"]) == 50
    assert listed["pipelines"]["team.sales"] == "Team sale"
    assert jalon("process", "show").out.startswith("Pipelines\n─────────\n  abs.sales ")


def test_proposes_the_nearest_name(jalon):
    result = jalon("process", "show", "REASERCH")

    assert result.code == 2
    assert "Did you mean RESEARCH?" in result.err
