"""Stating and withdrawing evidence."""

import pytest

from jalon.deals.actions import NoSuchCriterion, publish, state_evidence, withdraw_evidence
from jalon.deals.evidence import evidence_by_deal, evidence_of
from jalon.deals.models import Evidence
from jalon.kernel.errors import NotAllowed
from tests.deals.process import DECIDE, ONBOARD, PRESENT, criterion, definition, stage
from tests.deals.said import events, verbs


@pytest.fixture
def tick(cast, later):
    def tick(deal, criterion, level="stated", *, by="owner", at=None, **more):
        return state_evidence(
            deal=deal, criterion=criterion, level=level, actor=cast.actor(by), at=at or later(), **more
        )

    return tick


def test_stands_with_who_when_and_from_which_event(cast, tick, deal, later):
    evidence = tick(deal, "need", "silence", by="teammate", note="By mail, no objection.")

    event = events(deal)[-1]
    assert (evidence.stage.key, evidence.criterion, evidence.level) == ("QUALIFY", "need", "silence")
    assert (evidence.stated_by, evidence.at, evidence.event_id) == (cast.teammate, later(), event.pk)
    assert event.particulars == {"stage": "QUALIFY", "criterion": "need", "level": "silence", "replaced": None}
    assert event.text.body == "By mail, no objection."


def test_is_for_the_stage_of_the_deal_or_the_one_named(tick, deal):
    tick(deal, "need")
    tick(deal, "signed", "buyer", stage="DECIDE")

    assert evidence_of(deal.pk) == {("QUALIFY", "need"): "stated", ("DECIDE", "signed"): "buyer"}


def test_replaces_what_stood_and_keeps_its_row(cast, tick, deal, later):
    first = tick(deal, "need", "stated")
    second = tick(deal, "need", "buyer", by="teammate", at=later(2))

    first.refresh_from_db()
    assert evidence_of(deal.pk) == {("QUALIFY", "need"): "buyer"}
    assert (first.withdrawn_at, first.withdrawn_by, second.withdrawn_at) == (later(2), cast.teammate, None)
    assert events(deal)[-1].particulars["replaced"] == str(first.pk)


def test_withdrawn_no_longer_counts_and_says_who_took_it_back(cast, tick, deal, later):
    evidence = tick(deal, "need")

    withdraw_evidence(deal=deal, criterion="need", actor=cast.actor("teammate"), at=later(2))

    evidence.refresh_from_db()
    assert evidence_of(deal.pk) == {}
    assert (evidence.withdrawn_at, evidence.withdrawn_by) == (later(2), cast.teammate)
    assert verbs(deal) == ["deal.created", "evidence.stated", "evidence.withdrawn"]


def test_cannot_be_withdrawn_when_none_stands(cast, deal, later):
    with pytest.raises(NoSuchCriterion):
        withdraw_evidence(deal=deal, criterion="need", actor=cast.actor(), at=later())

    assert verbs(deal) == ["deal.created"]


@pytest.mark.parametrize(
    ("criterion", "level", "more", "field"),
    [
        ("shown", "stated", {}, "criterion"),
        ("nonsense", "stated", {}, "criterion"),
        ("need", "stated", {"stage": "NOWHERE"}, "criterion"),
        ("need", "sworn", {}, "level"),
        ("need", "", {}, "level"),
    ],
)
def test_is_refused_for_what_the_process_does_not_ask(tick, deal, criterion, level, more, field):
    with pytest.raises(NoSuchCriterion) as refused:
        tick(deal, criterion, level, **more)

    assert refused.value.field == field
    assert not Evidence.objects.exists()


def test_answers_the_version_that_the_deal_entered_under(cast, tick, deal, later):
    other = stage("QUALIFY", "Qualify", criterion("budget_in_writing"))
    publish(definition=definition(stages=[other, PRESENT, DECIDE, ONBOARD]), actor=cast.actor(), at=later())

    tick(deal, "need")

    with pytest.raises(NoSuchCriterion):
        tick(deal, "budget_in_writing")


def test_is_read_for_many_deals_in_one_query(tick, make, django_assert_num_queries):
    deals = [make(title=str(number)) for number in range(3)]
    for deal in deals[:2]:
        tick(deal, "need", "buyer")

    with django_assert_num_queries(1):
        found = evidence_by_deal([deal.pk for deal in deals])

    assert found == {deal.pk: {("QUALIFY", "need"): "buyer"} for deal in deals[:2]}


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_is_denied_to_who_may_only_read_and_to_strangers(cast, tick, deal, later, who):
    tick(deal, "need", "buyer")

    with pytest.raises(NotAllowed):
        tick(deal, "budget", by=who)
    with pytest.raises(NotAllowed):
        withdraw_evidence(deal=deal, criterion="need", actor=cast.actor(who), at=later(2))

    assert evidence_of(deal.pk) == {("QUALIFY", "need"): "buyer"}
    assert verbs(deal) == ["deal.created", "evidence.stated"]
