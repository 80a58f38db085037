"""Definitions: strict to write, easy to ask, the same after a trip through JSON or YAML."""

import pytest
import yaml
from pydantic import ValidationError

from jalon.process import PipelineDefinition, StageDefinition, Text, load_pipeline, pipeline_keys
from jalon.process.cli.output import to_yaml

from .builders import pipeline, stage


@pytest.mark.parametrize(
    "broken", [{"en": "Only English"}, {"en": "", "fr": "vide"}, {"en": "x", "fr": "y", "de": "z"}]
)
def test_wants_every_text_in_both_languages_and_no_other(broken):
    with pytest.raises(ValidationError):
        Text.model_validate(broken)


def test_makes_french_spaces_unbreakable():
    text = Text(en="Ready ?", fr="Prêt ? « Oui », à 90 % : c’est sûr !")

    assert text.fr == "Prêt\xa0? «\xa0Oui\xa0», à 90\xa0%\xa0: c’est sûr\xa0!"
    assert text.en == "Ready ?"


def test_refuses_an_unknown_key():
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        StageDefinition.model_validate(
            {"key": "A", "label": {"en": "a", "fr": "a"}, "buyer_phase": ["use"], "colour": 1}
        )


def test_cannot_be_changed_in_place():
    with pytest.raises(ValidationError, match="frozen"):
        pipeline().key = "other"  # type: ignore[misc]


@pytest.mark.parametrize("key", pipeline_keys())
def test_is_equal_after_a_trip_through_json(key):
    plain = load_pipeline(key)

    assert PipelineDefinition.model_validate_json(plain.model_dump_json()) == plain


@pytest.mark.parametrize("key", pipeline_keys())
def test_is_equal_after_a_trip_through_yaml(key):
    plain = load_pipeline(key)

    assert PipelineDefinition.model_validate(yaml.safe_load(to_yaml(plain.model_dump(mode="json")))) == plain


def test_gives_a_stage_by_its_key_in_order_or_aside():
    retention = load_pipeline("rel.retention")

    assert retention.stage("RENEW").key == "RENEW"
    assert retention.stage("RECOVER").key == "RECOVER"
    with pytest.raises(KeyError, match=r"rel.retention has no stage PROVE"):
        retention.stage("PROVE")


def test_counts_positions_from_one_and_gives_none_to_a_stage_aside():
    retention = load_pipeline("rel.retention")

    assert [retention.position(key) for key in ("ONBOARD", "UPSELL", "RECOVER")] == [1, 6, None]


def test_gives_the_next_stage_until_the_last():
    sale = pipeline()

    assert [following.key if (following := sale.next_stage(key)) else None for key in "AEF"] == ["B", "F", None]


def test_says_what_lies_before_the_opportunity_line():
    sale = pipeline(opportunity_line="C")

    assert [sale.is_before_opportunity_line(key) for key in "ABCDEF"] == [True, True, False, False, False, False]


def test_has_everything_before_the_line_when_there_is_none():
    prospecting = load_pipeline("out.prospecting")

    assert all(prospecting.is_before_opportunity_line(key) for key in prospecting.stage_keys())


def test_starts_at_its_entry_or_at_its_first_stage():
    assert pipeline().first_stage().key == "A"
    assert pipeline(entry="C").first_stage().key == "C"


def test_wins_on_leaving_the_stage_of_the_order():
    assert [pipeline().wins_on_leaving(key) for key in "EF"] == [False, True]


def test_names_stages_from_two_sets_of_labels():
    sale = load_pipeline("inb.sales")

    assert sale.stage_name("QUALIFY", "fr") == "Qualifier"
    assert sale.stage_name("QUALIFY", "fr", "noun") == "Qualification"
    assert stage(noun=None).name("en", "noun") == "QUALIFY in English"


def test_gives_the_criteria_of_a_stage():
    assert [criterion.type for criterion in pipeline().criteria("A")] == ["confirm", "next"]
