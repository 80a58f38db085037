"""What the answers of a first run compose."""

from jalon.desk.composed import composition_of, definitions_of, diagnosis_of

TEAM = {"q1": "b", "q2": "b", "q3": "c", "q4": "c", "deal_value": 48_000, "buying": {"proof": "pilot"}}


def test_composes_the_sales_pipeline_first_and_only_what_was_taken():
    keys = [one.key for one in definitions_of(TEAM)]
    taken = [one.key for one in definitions_of({**TEAM, "take": ["rel.retention", "no.such"]})]

    assert keys == ["team.sales"]
    assert taken == ["team.sales", "rel.retention"]


def test_starts_after_the_hand_over_when_prospecting_is_taken():
    outbound = {"q1": "e", "q2": "a", "q3": "a", "q4": "a"}

    alone = definitions_of(outbound)[0]
    chained = definitions_of({**outbound, "take": ["out.prospecting"]})[0]

    assert alone.stage_keys()[0] == "PROSPECT"
    assert chained.stage_keys()[0] == "QUALIFY"


def test_gives_a_renamed_stage_its_name_in_both_languages_and_sets():
    renamed = definitions_of({**TEAM, "renames": {"team.sales": {"QUALIFY": "Trier"}}})[0]

    stage = renamed.stage("QUALIFY")

    assert {stage.name(lang, labels) for lang in ("en", "fr") for labels in ("infinitive", "noun")} == {"Trier"}
    assert renamed.stage("PROVE").name("en") == "Prove & build consensus"


def test_gives_a_renamed_pipeline_its_name():
    renamed = definitions_of({**TEAM, "pipeline_names": {"team.sales": "Grands comptes"}})[0]

    assert (renamed.name("fr"), renamed.name("en")) == ("Grands comptes", "Grands comptes")


def test_lets_the_overrule_hold():
    assert diagnosis_of(TEAM).dominant == "team"
    assert diagnosis_of({**TEAM, "overrule": "inbound"}).dominant == "inbound"
    assert composition_of({**TEAM, "overrule": "inbound"}).proposed().definition.key == "inb.sales"


def test_leaves_out_answers_that_the_library_no_longer_knows():
    damaged = {**TEAM, "q2": "z", "buying": {"proof": "oracle", "compare": "tender"}}

    composition = composition_of(damaged)

    assert composition.diagnosis.variables.R is None
    assert "tender.sales" in [one.definition.key for one in composition.offered()]
