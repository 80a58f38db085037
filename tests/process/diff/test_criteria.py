"""Changes to exit criteria."""

import pytest

from jalon.process import diff

from ..builders import criterion, text, with_stage


def between(old, new):
    return diff(with_stage("B", exit=old), with_stage("B", exit=new))


@pytest.mark.parametrize(
    ("changes", "kind", "touches"),
    [
        ({"policy": "required"}, "criterion_policy_changed", True),
        ({"level": "buyer"}, "criterion_level_changed", True),
        ({"arg": "budget"}, "criterion_evidence_changed", True),
        ({"type": "doc"}, "criterion_evidence_changed", True),
        ({"by": "seller"}, "criterion_evidence_changed", True),
        ({"label": text("better")}, "criterion_reworded", False),
        ({"help": text("help")}, "criterion_reworded", False),
    ],
)
def test_types_what_changed_in_a_criterion(changes, kind, touches):
    (change,) = between((criterion("need"),), (criterion("need", **changes),))

    assert (change.kind, change.stage, change.criterion) == (kind, "B", "need")
    assert change.touches_running_deals is touches


def test_says_from_what_to_what():
    (change,) = between((criterion("need"),), (criterion("need", policy="required"),))

    assert (change.before, change.after) == ("advised", "required")
    assert change.words.en == "“B in English”: “need in English” is required instead of advised."
    assert change.words.fr == (
        "«\N{NO-BREAK SPACE}B en français\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: "
        "«\N{NO-BREAK SPACE}need en français\N{NO-BREAK SPACE}» est exigé au lieu de conseillé."
    )


def test_names_added_and_removed_criteria():
    changes = between((criterion("old"), criterion("kept", arg="k")), (criterion("kept", arg="k"), criterion("new")))

    assert [(change.kind, change.criterion) for change in changes] == [
        ("criterion_removed", "old"),
        ("criterion_added", "new"),
    ]
    assert all(change.touches_running_deals for change in changes)


def test_does_not_mind_the_order_of_criteria():
    one, two = criterion("one"), criterion("two", arg="x")

    assert between((one, two), (two, one)) == []
