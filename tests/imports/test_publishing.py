"""A process that is published while an import is on its way: no deal enters a stage that went away."""

import pytest

from jalon.deals.actions import publish
from jalon.deals.actions.take_over import CannotTakeOver, TakenOver, take_over_deals
from jalon.deals.models import Deal
from jalon.deals.queries import BoardFilters, board
from jalon.imports.actions import finish_run, run_import
from jalon.imports.queries import problem_page, report_rows
from jalon.imports.running import carry_out
from jalon.kernel.ids import new_id
from jalon.timeline.actions import start_operation
from tests.deals.process import DECIDE, ONBOARD, QUALIFY, definition
from tests.imports.conftest import mute

TEXT = "Deal,Stage\nOne,Present\nTwo,Qualify\nThree,Present\n"


@pytest.fixture
def publish_without_present(cast, noon):
    def publish_without_present():
        shorter = definition(stages=[QUALIFY, DECIDE, ONBOARD], opportunity_line="DECIDE")
        publish(definition=shorter, actor=cast.actor(), at=noon)

    return publish_without_present


def opens(pipeline, cast, noon):
    pipeline.refresh_from_db()
    shown = board(cast.owner, pipeline=pipeline, filters=BoardFilters(), at=noon)
    return [column.key for column in shown.columns if column.cards]


def outcomes(import_):
    _headers, rows = report_rows(import_)
    return [(row.row, row.outcome, "PRESENT" in row.reason) for row in rows]


GONE = [(2, "Refused", True), (3, "Created", False), (4, "Refused", True)]


def test_refuses_by_name_the_rows_of_a_stage_that_went_away_before_the_run(
    begin, check, pipeline, cast, noon, publish_without_present
):
    import_ = check(begin({"deals.csv": TEXT}))
    publish_without_present()

    run_import(import_=import_, actor=cast.actor(), at=noon)
    finish_run(import_=import_, progress=mute, at=noon)

    assert outcomes(import_) == GONE
    assert opens(pipeline, cast, noon) == ["QUALIFY"]


def test_refuses_by_name_the_rows_of_a_stage_that_goes_away_during_the_run(
    begin, check, pipeline, cast, noon, publish_without_present, monkeypatch
):
    def published_first(*args, **kwargs):
        publish_without_present()
        carry_out.carry_out(*args, **kwargs)

    monkeypatch.setattr("jalon.imports.running.perform.carry_out", published_first)
    import_ = check(begin({"deals.csv": TEXT}))

    run_import(import_=import_, actor=cast.actor(), at=noon)
    finish_run(import_=import_, progress=mute, at=noon)

    assert outcomes(import_) == GONE
    assert import_.counts["went"]["refused"] == 2
    assert opens(pipeline, cast, noon) == ["QUALIFY"]


def test_foretells_the_rows_of_a_stage_that_went_away(begin, check, pipeline, publish_without_present):
    import_ = begin({"deals.csv": TEXT})
    publish_without_present()

    problems = problem_page(check(import_)).rows

    assert [(one.row, one.value) for one in problems] == [(2, "PRESENT"), (4, "PRESENT")]


def test_takes_no_deal_over_into_a_stage_that_went_away(pipeline, cast, noon, publish_without_present):
    actor = start_operation("imports.run", actor=cast.actor(), at=noon)
    publish_without_present()

    with pytest.raises(CannotTakeOver):
        take_over_deals(
            rows=[TakenOver(new_id(), "One", "PRESENT", "EUR", noon, noon)], pipeline=pipeline, actor=actor, at=noon
        )

    assert Deal.objects.count() == 0


def test_pins_deals_to_the_process_that_runs_when_they_enter(pipeline, cast, noon, publish_without_present):
    actor = start_operation("imports.run", actor=cast.actor(), at=noon)
    publish_without_present()

    take_over_deals(
        rows=[TakenOver(new_id(), "One", "QUALIFY", "EUR", noon, noon)], pipeline=pipeline, actor=actor, at=noon
    )

    assert Deal.objects.get().version.number == 2
