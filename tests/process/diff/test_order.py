"""Changes to the row of stages."""

from hypothesis import given
from hypothesis import strategies as st

from jalon.process import compose, diff, load_pipeline, read_answers
from jalon.process.diff.order import order_changes

from ..builders import pipeline, stage


def row(keys, **changes):
    return pipeline(stages=tuple(stage(key) for key in keys), **changes)


def told(old, new):
    return [(change.kind, change.stage, change.words.en) for change in order_changes(old, new)]


def test_says_where_a_stage_was_added():
    assert told(row("AB"), row("XAYB")) == [
        ("stage_added", "X", "“X in English” was added at the start."),
        ("stage_added", "Y", "“Y in English” was added after “A in English”."),
    ]


def test_says_what_was_removed():
    assert told(row("ABC"), row("AC")) == [("stage_removed", "B", "“B in English” was removed.")]


def test_names_the_one_stage_that_moved():
    assert told(row("ABCDE"), row("BCDAE")) == [("stage_moved", "A", "“A in English” was moved after “D in English”.")]


def test_follows_a_merged_stage_to_its_host():
    joined = pipeline(stages=(stage("A", merged_from=("B",)), stage("C")))

    (change,) = order_changes(row("ABC"), joined)

    assert (change.kind, change.before, change.after) == ("stage_merged", "B", "A")
    assert change.touches_running_deals


def test_follows_a_split_stage_to_its_parent():
    cut = pipeline(stages=(stage("A"), stage("A2", split_from="A"), stage("B")))

    assert told(row("AB"), cut) == [("stage_split", "A2", "“A2 in English” was split from “A in English”.")]


def test_counts_a_stage_aside_as_added():
    assert told(row("AB"), row("AB", aside=(stage("R"),))) == [("stage_added", "R", "“R in English” was added aside.")]


def test_tells_how_a_composed_sale_differs_from_the_library():
    answers = read_answers({"q1": "a", "q2": "a", "q3": "c", "q4": "a", "deal_value": 3000})

    kinds = [
        (change.kind, change.stage)
        for change in diff(load_pipeline("inb.sales"), compose(answers).proposed().definition)
        if change.kind.startswith("stage_") and change.kind != "stage_relabelled"
    ]

    assert kinds == [("stage_merged", "DISCOVER"), ("stage_removed", "PROVE"), ("stage_added", "RESEARCH")]


@given(st.permutations(list("ABCDEFGH")))
def test_moves_as_few_stages_as_explain_the_new_order(order):
    moved = {change.stage for change in order_changes(row("ABCDEFGH"), row(order)) if change.kind == "stage_moved"}

    steady = [key for key in order if key not in moved]
    assert steady == sorted(steady)
    assert (moved == set()) == (list(order) == list("ABCDEFGH"))
