"""Evidence given in the panel that a gate opens is of one piece with the move or the sale that it lets pass."""

import pytest
from django.db.models import F

from jalon.deals.actions import state_evidence
from jalon.deals.evidence import evidence_of
from jalon.deals.models import Deal, Evidence
from jalon.timeline.models import Operation
from tests.deals.pages import HTMX, toast
from tests.deals.said import row, state

MOVE = ("moves", "QUALIFY", {"to": "PRESENT", "level:QUALIFY.need": "buyer"})
SALE = ("closure", "DECIDE", {"outcome": "won", "level:DECIDE.signed": "buyer"})
BOTH = pytest.mark.parametrize(("noun", "stage", "fields"), [MOVE, SALE], ids=["move", "sale"])


@pytest.fixture
def post(browse):
    def post(deal, noun, fields):
        return browse("owner").post(f"/w/acme/deals/{deal.pk}/{noun}/?on=board", fields, headers=HTMX)

    return post


@BOTH
def test_is_taken_back_with_it(browse, post, make, noun, stage, fields):
    deal = make(stage=stage)

    done = post(deal, noun, fields)
    moved = row(deal).stage.key
    browse("owner").post(toast(done)["undo"], headers=HTMX)

    assert moved != stage
    assert (row(deal).stage.key, row(deal).outcome) == (stage, "open")
    assert evidence_of(deal.pk) == {}


@BOTH
def test_is_not_kept_when_somebody_was_faster(monkeypatch, post, make, noun, stage, fields):
    """The other's change comes after the evidence and before the move."""
    deal = make(stage=stage)
    before, operations = state(deal), Operation.objects.count()

    def state_and_be_overtaken(**facts):
        state_evidence(**facts)
        Deal.objects.filter(pk=deal.pk).update(edit=F("edit") + 1)

    monkeypatch.setattr("jalon.deals.views._gate.state_evidence", state_and_be_overtaken)

    answer = post(deal, noun, fields)

    assert answer.status_code == 409
    assert state(deal) == before
    assert not Evidence.objects.exists()
    assert Operation.objects.count() == operations


def test_leaves_no_operation_behind_when_the_gate_refuses_and_nothing_was_given(post, deal):
    operations = Operation.objects.count()

    answer = post(deal, "moves", {"to": "PRESENT"})

    assert answer.status_code == 422
    assert Operation.objects.count() == operations
