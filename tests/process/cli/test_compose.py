"""`jalon process compose`."""

import json

from jalon.process import PipelineDefinition, load_pipeline_file

ANSWERS = """\
q1: b
q2: b
q3: c
q4: b
deal_value: 12000
buying:
  trigger: problem
  circle: [users, IT, finance]
  compare: tender
  proof: pilot
  reassure: [ROI, references]
  sign: committee
"""


def composed(jalon, path, *more):
    return json.loads(jalon("process", "compose", "--answers", path, "--format", "json", *more).out)


def test_gives_the_proposed_sale_first_then_the_offers_with_their_reasons(jalon, answers):
    pipelines = composed(jalon, answers(ANSWERS))["pipelines"]

    assert [(one["key"], one["kind"], one["offered"]) for one in pipelines] == [
        ("team.sales", "sales", False),
        ("tender.sales", "sales", True),
        ("rel.retention", "retention", True),
        ("inb.leads", "prospecting", True),
        ("add.sales", "sales", True),
    ]
    assert all(set(one["reason"]) == {"en", "fr"} for one in pipelines)
    assert pipelines[0]["opportunity_line"] == "RESEARCH"
    assert pipelines[0]["stages"][1]["key"] == "RESEARCH"
    assert pipelines[0]["stages"][1]["buyer_phase"] == ["definition"]
    assert pipelines[3]["hands_over"] == {"pipeline": "team.sales", "stage": "RESEARCH"}


def test_gives_definitions_that_stand_by_themselves(jalon, answers):
    for one in composed(jalon, answers(ANSWERS))["pipelines"]:
        bare = {name: value for name, value in one.items() if name not in ("offered", "reason", "hands_over")}
        assert PipelineDefinition.model_validate(bare).key == one["key"]


def test_takes_an_offer_and_starts_the_sale_after_the_hand_over(jalon, answers):
    pipelines = composed(jalon, answers(ANSWERS), "--take", "inb.leads")["pipelines"]

    assert pipelines[0]["stages"][0]["key"] == "RESEARCH"
    assert not next(one for one in pipelines if one["key"] == "inb.leads")["offered"]


def test_refuses_to_take_what_was_not_offered(jalon, answers):
    result = jalon("process", "compose", "--answers", answers("q1: a\n"), "--take", "trx.sales")

    assert result.code == 2
    assert result.err == "--take: trx.sales is not offered here. Offered: inb.leads.\n"


def test_writes_files_that_load_again_and_lint_clean(jalon, answers, tmp_path):
    path, folder = answers(ANSWERS), tmp_path / "processes"

    jalon("process", "compose", "--answers", path, "--write", folder)

    files = sorted(folder.glob("*.yaml"))
    assert [file.stem for file in files] == ["add.sales", "inb.leads", "rel.retention", "team.sales", "tender.sales"]
    assert jalon("process", "lint", "--strict", *files).code == 0
    sale = composed(jalon, path)["pipelines"][0]
    assert load_pipeline_file(folder / "team.sales.yaml").model_dump(mode="json").items() <= sale.items()


def test_writes_for_people_with_every_step(jalon, answers):
    out = jalon("process", "compose", "--answers", answers(ANSWERS), "--lang", "fr").out

    assert "Vente en équipe · team.sales · Proposé" in out
    assert "   2. RESEARCH   Rechercher  ← opportunité à partir d’ici" in out
    assert "Appels d’offres · tender.sales · À prendre maintenant ou plus tard" in out
    assert "Comment il a été composé" in out


def test_composes_from_the_model_chosen_instead(jalon, answers):
    assert composed(jalon, answers(ANSWERS), "--overrule", "abs")["pipelines"][0]["key"] == "abs.sales"


def test_asks_everything_when_no_file_is_given(jalon):
    typed = "a\n\n\na\n\na\na\n\n\n\n" + "problem\nusers, IT\nonly_us\nnone\nnone\n1\n" + "1 200,50\n"

    result = jalon("process", "compose", typed=typed)

    assert result.code == 0
    assert "What reassures them?" in result.out
    assert "   4. ONBOARD" in result.out


def test_gives_a_composition_whose_file_lints_and_shows_as_it_is(jalon, answers, tmp_path):
    file = tmp_path / "composed.yaml"
    file.write_text(
        jalon("process", "compose", "--answers", answers(ANSWERS), "--format", "yaml").out, encoding="utf-8"
    )

    assert jalon("process", "lint", file, "--strict").code == 0
    assert "Team sale · team.sales" in jalon("process", "show", file).out
    assert jalon("process", "diff", file, file).code == 0
