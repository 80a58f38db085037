"""Totals of columns: kept for the whole book, counted under a filter."""

import pytest

from jalon.deals.actions import close_deal, edit_deal, move_stage, trash_deal
from jalon.deals.actions.fold_totals import fold_totals, recount_totals, totals_drift
from jalon.deals.jobs import fold
from jalon.deals.models import StageTotal, StageTotalDelta
from jalon.deals.queries import BoardFilters, column_totals
from jalon.deals.queries.totals import odds_by_stage
from jalon.kernel.money import Money


@pytest.fixture
def totals(cast, pipeline, later):
    """{stage key: (deals, [(total, weighted) …])}"""

    def totals(filters=None, who="owner"):
        names = dict(pipeline.stages.values_list("pk", "key"))
        found = column_totals(getattr(cast, who), pipeline=pipeline, filters=filters or BoardFilters(), at=later())
        return {
            names[stage]: (one.deals, [(str(each.total.minor), str(each.weighted.minor)) for each in one.sums])
            for stage, one in found.items()
            if one.deals
        }

    return totals


@pytest.fixture
def busy(cast, make, stages, later):
    """Deals created, moved, edited, closed and trashed."""
    act = {"actor": cast.actor(), "at": later()}
    deals = [make(str(number), stage="DECIDE", one_off_minor=100 + number) for number in range(6)]
    move_stage(deal=deals[0], to=stages["PRESENT"], **act)
    edit_deal(deal=deals[1], changes={"one_off_minor": 900, "owner": cast.teammate}, **act)
    close_deal(deal=deals[2], outcome="no_decision", **act)
    trash_deal(deal=deals[3], **act)
    edit_deal(deal=deals[4], changes={"currency": "USD"}, **act)


EXPECTED = {"PRESENT": (1, [("100", "40")]), "DECIDE": (3, [("1005", "804"), ("104", "83")])}


@pytest.mark.parametrize("folds", [0, 1, 2])
def test_are_exact_folded_or_not(busy, totals, folds):
    for _turn in range(folds):
        fold_totals(limit=5)

    assert totals() == EXPECTED


def test_are_the_same_counted(busy, totals):
    """A filter that lets everything pass counts rows instead of reading what is kept."""
    assert totals(BoardFilters(direction="unknown")) == EXPECTED


def test_are_counted_under_a_filter(cast, busy, totals):
    assert totals(BoardFilters(owner=str(cast.teammate.pk))) == {"DECIDE": (1, [("900", "720")])}
    assert totals(BoardFilters(health="at_risk")) == EXPECTED
    assert totals(BoardFilters(health="late")) == {}


def test_have_no_sums_before_the_opportunity_line(make, totals):
    make()

    assert totals() == {"QUALIFY": (1, [])}


def test_average_over_the_deals_of_a_currency(cast, busy, pipeline, stages, later):
    found = column_totals(cast.owner, pipeline=pipeline, filters=BoardFilters(), at=later())

    assert [one.average for one in found[stages["DECIDE"].pk].sums] == [Money(502, "EUR"), Money(104, "USD")]


def test_weigh_by_the_odds_from_each_stage_on(pipeline):
    """The middle of each conversion range, multiplied up to the sale: 0.5 × 0.8, then 0.8; certain after it."""
    odds = odds_by_stage(pipeline.current_id)

    assert odds == {"PRESENT": pytest.approx(0.4), "DECIDE": pytest.approx(0.8), "ONBOARD": 1.0, "RECOVER": 1.0}


def test_fold_into_one_row_a_stage_owner_and_currency(cast, busy):
    folded = fold_totals()

    facts = ("stage__key", "owner_key", "currency", "deals", "value_minor")
    rows = StageTotal.objects.exclude(deals=0).values_list(*facts)
    assert sorted(rows, key=str) == sorted(
        [
            ("PRESENT", cast.owner.pk, "EUR", 1, 100),
            ("DECIDE", cast.owner.pk, "EUR", 1, 105),
            ("DECIDE", cast.owner.pk, "USD", 1, 104),
            ("DECIDE", cast.teammate.pk, "EUR", 1, 900),
        ],
        key=str,
    )
    assert folded > 0
    assert not StageTotalDelta.objects.exists()


def test_fold_no_more_at_once_than_told(busy):
    before = StageTotalDelta.objects.count()

    assert fold_totals(limit=4) == 4
    assert StageTotalDelta.objects.count() == before - 4


def test_fold_again_at_once_only_when_there_was_a_full_batch(busy, monkeypatch):
    asked = []
    monkeypatch.setattr("jalon.deals.jobs.enqueue", asked.append)
    monkeypatch.setattr("jalon.deals.jobs.fold_totals", lambda: 2_000)
    fold(None)
    monkeypatch.setattr("jalon.deals.jobs.fold_totals", lambda: 1_999)
    fold(None)

    assert asked == ["deals.fold_totals"]


def test_show_a_drift_and_are_set_right_by_a_recount(cast, busy, pipeline, stages):
    StageTotal.objects.create(
        workspace=cast.workspace,
        pipeline=pipeline,
        stage=stages["QUALIFY"],
        owner_key=cast.owner.pk,
        currency="EUR",
        deals=2,
        value_minor=7,
    )

    drift = totals_drift(pipeline)
    recount_totals(pipeline=pipeline)

    assert drift == {(stages["QUALIFY"].pk, cast.owner.pk, "EUR"): (2, 7)}
    assert totals_drift(pipeline) == {}
    assert not StageTotalDelta.objects.exists()
