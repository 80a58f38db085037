"""JP010: every stage that the pipeline points to exists."""

import pytest

from jalon.process.definitions import Cycle

from ..builders import pipeline
from .found import found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"entry": "Z"}, "entry is Z, which is not a stage."),
        ({"hand_over_at": "Z"}, "hand_over_at is Z, which is not a stage."),
        ({"cyclic": Cycle(from_="F", to="Z")}, "cyclic.to is Z, which is not a stage."),
    ],
)
def test_refuses_a_pointer_to_nowhere(changes, message):
    assert [finding.message.en for finding in found("JP010", pipeline(**changes))] == [message]


def test_accepts_pointers_to_its_own_stages():
    assert found("JP010", pipeline(entry="B", hand_over_at="F", cyclic=Cycle(from_="F", to="A"))) == []
