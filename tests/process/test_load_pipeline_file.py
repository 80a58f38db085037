"""A user's own pipeline file: self-contained, or naming library stages and what differs."""

import pytest

from jalon.process import LibraryError, load_pipeline_file, load_stage

HEAD = """\
key: my.sales
model: inbound
kind: sales
label: {en: My sale, fr: Ma vente}
opportunity_line: PRESENT
won_at: [DECIDE]
stages:
"""


def write(tmp_path, stages: str):
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + stages, encoding="utf-8")
    return path


def test_takes_library_stages_by_key(tmp_path):
    pipeline = load_pipeline_file(write(tmp_path, "  - QUALIFY\n  - PRESENT\n  - DECIDE\n"))

    assert pipeline.stages == (load_stage("QUALIFY"), load_stage("PRESENT"), load_stage("DECIDE"))


def test_changes_what_a_reference_says_and_keeps_the_rest(tmp_path):
    stages = """\
  - key: PRESENT
    label: {en: Demo, fr: Démo}
    five_w_two_h:
      how_much: {en: One demo., fr: Une démo.}
    drop_criteria: [{type: confirm, arg: short_list}]
    add:
      how: {en: Record it., fr: Enregistrez-la.}
"""

    stage = load_pipeline_file(write(tmp_path, stages)).stage("PRESENT")

    original = load_stage("PRESENT")
    assert stage.label.en == "Demo"
    assert stage.five_w_two_h.how_much is not None
    assert stage.five_w_two_h.how_much.en == "One demo."
    assert stage.five_w_two_h.why == original.five_w_two_h.why
    assert stage.five_w_two_h.how is not None
    assert stage.five_w_two_h.how.en.endswith("Record it.")
    assert [one.key for one in original.exit if one.arg != "short_list"] == [one.key for one in stage.exit]
    assert stage.playbook == original.playbook


def test_takes_a_stage_of_the_users_own(tmp_path):
    stages = """\
  - key: VISIT
    label: {en: Visit, fr: Visiter}
    buyer_phase: [evaluation]
    exit:
      - {key: visited, type: meet, arg: any, by: buyer, label: {en: Visited, fr: Visité}}
"""

    assert load_pipeline_file(write(tmp_path, stages)).stage("VISIT").group == "custom"


@pytest.mark.parametrize(
    ("stages", "line", "what"),
    [
        ("  - QUALIFY\n  - PRESNT\n", 9, "PRESNT is not a stage of the library. Did you mean PRESENT?"),
        ("  - key: PRESENT\n    colour: red\n", 9, "stages.0.colour is not a known key."),
        ("  - key: PRESENT\n    add_criteria:\n      - {key: x}\n", 10, "stages.0.add_criteria.0.type is missing."),
        ("  - key: MINE\n    due_days: 3\n", 8, "MINE is not a stage of the library."),
        ("  - key: MINE\n    label: {en: Mine, fr: À moi}\n", 8, "stages.0.buyer_phase is missing."),
        ("  - key: PRESENT\n    duration_days: {p50: x, p90: 3}\n", 9, "stages.0.duration_days.p50 has the value 'x'."),
    ],
)
def test_refuses_what_does_not_fit_with_its_line(tmp_path, stages, line, what):
    with pytest.raises(LibraryError) as refused:
        load_pipeline_file(write(tmp_path, stages))

    assert refused.value.line == line
    assert what in str(refused.value)


def test_refuses_a_file_that_is_only_a_list(tmp_path):
    (tmp_path / "list.yaml").write_text("- QUALIFY\n", encoding="utf-8")

    with pytest.raises(LibraryError, match="Start with key, model and stages"):
        load_pipeline_file(tmp_path / "list.yaml")


def test_takes_a_stage_of_the_users_own_that_is_not_finished(tmp_path):
    stages = "  - key: MINE\n    label: {en: Mine, fr: À moi}\n    buyer_phase: [proof]\n"

    assert load_pipeline_file(write(tmp_path, stages)).stage("MINE").exit == ()
