"""Which criteria hold: the one choice at the end of the first run."""

import pytest

from jalon.desk.composed import definitions_of
from jalon.desk.holding import counted
from jalon.desk.sample import preset
from jalon.process import MODEL_KEYS

TEAM = preset("team")


def held(answers) -> list[str]:
    return [
        f"{stage.key}.{one.key}"
        for stage in definitions_of(answers)[0].stages
        for one in stage.exit
        if one.policy == "required"
    ]


def test_holds_what_the_answers_on_buying_brought_and_what_only_the_buyer_confirms():
    assert held(TEAM) == [
        "QUALIFY.trigger_confirmed",
        "DISCOVER.need_summary_confirmed",
        "PRESENT.short_list_confirmed",
        "PROVE.criteria_agreed",
        "PROVE.criteria_measured",
        "PROVE.meets_criteria_confirmed",
        "REASSURE.business_case_received",
        "REASSURE.security_file_received",
        "DECIDE.order_signed",
        "DECIDE.circle_covered",
        "DECIDE.signatory_engaged",
        "DECIDE.purchasing_engaged",
        "ONBOARD.first_value_confirmed",
    ]


def test_holds_none_or_all_when_asked_to():
    assert held({**TEAM, "hold": "none"}) == []
    assert counted(definitions_of({**TEAM, "hold": "all"})[0]) == (35, 35)


def test_takes_the_usual_choice_when_it_does_not_know_one():
    assert held({**TEAM, "hold": "some"}) == held(TEAM)


@pytest.mark.parametrize("model", MODEL_KEYS)
def test_makes_every_model_gate_before_the_sale(model):
    definition = definitions_of(preset(model))[0]

    gated = [stage.key for stage in definition.stages if any(one.policy == "required" for one in stage.exit)]

    assert len(gated) >= 3
    assert set(definition.won_at) & set(gated)


def test_changes_policies_alone():
    some, none = (definitions_of({**TEAM, "hold": how})[0] for how in ("proof", "none"))

    def bare(definition):
        return [[one.model_copy(update={"policy": "advised"}) for one in stage.exit] for stage in definition.stages]

    assert bare(some) == bare(none)
    assert some.stage_keys() == none.stage_keys()
