"""The gate: what is asked of a deal that goes forward."""

from hypothesis import given
from hypothesis import strategies as st

from jalon.deals.gate import STRENGTH, read_gate, stages_left_behind
from jalon.process import PipelineDefinition
from tests.deals.process import criterion, definition, stage

LEVELS = ["stated", "silence", "buyer"]
KEYS = ["a", "b", "c"]


@st.composite
def processes(draw) -> PipelineDefinition:
    """Two to six stages with up to three criteria each, of any level and policy."""
    asked = st.dictionaries(
        st.sampled_from(KEYS), st.tuples(st.sampled_from(LEVELS), st.sampled_from(["required", "advised"]))
    )
    exits = draw(st.lists(asked, min_size=2, max_size=6))
    stages = [
        stage(f"S{place}", f"Stage {place}", *(criterion(key, *facts) for key, facts in some.items()))
        for place, some in enumerate(exits)
    ]
    return definition(stages=stages, won_at=[], aside=[stage("ASIDE", "Aside")], opportunity_line=None)


@st.composite
def moves(draw):
    """A process, two of its stages, and evidence of any level for any of its criteria."""
    process = draw(processes())
    keys = process.stage_keys()
    origin, to = draw(st.sampled_from(keys)), draw(st.sampled_from(keys))
    places = st.tuples(st.sampled_from(keys), st.sampled_from(KEYS))
    return process, origin, to, draw(st.dictionaries(places, st.sampled_from(LEVELS)))


def is_enough(level: str | None, wanted: str) -> bool:
    return level is not None and LEVELS.index(level) >= LEVELS.index(wanted)


@given(moves())
def test_refuses_a_forward_move_exactly_when_a_required_criterion_left_behind_lacks_evidence(move):
    process, origin, to, evidence = move
    left_behind = process.stages[process.stage_keys().index(origin) : process.stage_keys().index(to)]
    missing = {
        policy: {
            (one.key, wanted.key)
            for one in left_behind
            for wanted in one.exit
            if wanted.policy == policy and not is_enough(evidence.get((one.key, wanted.key)), wanted.level)
        }
        for policy in ("required", "advised")
    }

    reading = read_gate(process, stages=stages_left_behind(process, origin, to), evidence=evidence)

    assert {(one.stage, one.criterion.key) for one in reading.required} == missing["required"]
    assert {(one.stage, one.criterion.key) for one in reading.advised} == missing["advised"]


@given(moves())
def test_never_refuses_because_there_is_more_evidence(move):
    process, origin, to, evidence = move
    stages = stages_left_behind(process, origin, to)
    surer = dict.fromkeys(evidence, "buyer")

    refused = {one.key for one in read_gate(process, stages=stages, evidence=evidence).required}
    still = {one.key for one in read_gate(process, stages=stages, evidence=surer).required}

    assert still <= refused


@given(moves())
def test_asks_nothing_of_a_move_back_aside_or_nowhere(move):
    process, origin, to, _evidence = move
    keys = process.stage_keys()

    assert stages_left_behind(process, origin, "ASIDE") == ()
    assert stages_left_behind(process, "ASIDE", to) == ()
    if keys.index(to) <= keys.index(origin):
        assert stages_left_behind(process, origin, to) == ()


def test_ranks_the_levels_from_nothing_to_the_buyer():
    assert sorted(STRENGTH, key=STRENGTH.__getitem__) == ["", "stated", "silence", "buyer"]
