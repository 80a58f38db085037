"""Undoing what was done to deals."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.deals.actions import (
    archive_deal,
    close_deal,
    edit_deal,
    move_stage,
    reopen_deal,
    restore_deal,
    state_evidence,
    trash_deal,
    unarchive_deal,
    withdraw_evidence,
)
from jalon.deals.actions._undo_moves import unclose
from jalon.deals.evidence import evidence_of
from jalon.deals.models import Evidence
from jalon.deals.queries import deal_sheet
from jalon.directory.actions import create_company
from jalon.kernel.errors import NotAllowed
from jalon.orgs.models import Team
from jalon.orgs.roles import Role, Scope
from jalon.timeline.actions import UndoRefused, start_operation, undo_operation
from jalon.timeline.models import Operation
from tests.deals.said import events, row, state, verbs, visits


@pytest.fixture
def last_operation():
    """Gives the id of the operation that was started last."""
    return lambda: Operation.objects.order_by("-id")[0].pk


@pytest.fixture
def undo(cast, last_operation, later):
    def undo(operation_id=None, *, by="owner", at=None):
        return undo_operation(operation_id=operation_id or last_operation(), actor=cast.actor(by), at=at or later(9))

    return undo


def same(before, after, *, but=()):
    """Whether the rows are equal, the edit number and the fields `but` aside."""
    aside = {"edit", *but}
    return {k: v for k, v in before.items() if k not in aside} == {k: v for k, v in after.items() if k not in aside}


def test_of_a_creation_puts_the_deal_in_the_trash(undo, deal, later):
    undo()

    assert row(deal).trashed_at == later(9)
    assert verbs(deal) == ["deal.created", "deal.trashed"]


def test_of_a_creation_is_refused_once_the_deal_was_worked_on(cast, undo, deal, last_operation, later):
    created = last_operation()
    edit_deal(deal=deal, changes={"title": "Seats"}, actor=cast.actor("teammate"), at=later())

    with pytest.raises(UndoRefused):
        undo(created)

    assert row(deal).trashed_at is None


def test_of_a_move_puts_the_deal_back_in_its_place_with_the_time_it_had(cast, undo, deal, stages, later):
    before = state(deal)
    move_stage(deal=deal, to=stages["DECIDE"], actor=cast.actor(), at=later(), override="x")

    undo()

    assert same(before, state(deal))
    assert visits(deal) == [("QUALIFY", "enter"), ("DECIDE", "override"), ("QUALIFY", "undo")]
    assert events(deal)[-1].particulars["how"] == "undo"
    assert len({event.operation_id for event in events(deal)[1:]}) == 1


def test_of_a_move_leaves_no_trace_on_the_pole(cast, undo, deal, stages, later):
    move_stage(deal=deal, to=stages["DECIDE"], actor=cast.actor(), at=later(), override="x")
    undo()

    sheet = deal_sheet(cast.owner, deal_id=deal.pk, at=later(9))

    assert [band.state for band in sheet.pole] == ["current", "to_come", "to_come", "to_come"]


def test_of_a_winning_move_takes_the_win_back(cast, undo, make, stages, later):
    deal = make(stage="DECIDE")
    before = state(deal)
    move_stage(deal=deal, to=stages["ONBOARD"], actor=cast.actor(), at=later(), override="x")

    undo()

    assert same(before, state(deal))


def test_of_a_move_back_over_the_line_gives_the_win_back(cast, undo, make, stages, noon, later):
    deal = make(stage="ONBOARD")
    before = state(deal)
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())

    undo()

    assert same(before, state(deal))
    assert (row(deal).outcome, row(deal).decided_at, row(deal).finished_at) == ("won", noon, None)


def test_of_a_move_is_refused_once_the_deal_moved_again(cast, undo, make, stages, last_operation, later):
    deal = make(stage="DECIDE")
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())
    moved = last_operation()
    for day, to in enumerate(["QUALIFY", "PRESENT"], start=2):
        move_stage(deal=deal, to=stages[to], actor=cast.actor(), at=later(day), override="x")
    before = state(deal)

    with pytest.raises(UndoRefused, match="“Licences” has changed since"):
        undo(moved)

    assert state(deal) == before
    assert Operation.objects.get(pk=moved).undone_at is None


@pytest.mark.parametrize(
    ("outcome", "more"),
    [("lost", {"reason": "price"}), ("recycled", {"recycle_on": date(2027, 1, 4)}), ("no_decision", {})],
)
def test_of_a_closing_puts_the_deal_back_on_the_board(cast, undo, deal, later, outcome, more):
    before = state(deal)
    close_deal(deal=deal, outcome=outcome, actor=cast.actor(), at=later(), **more)

    undo()

    assert same(before, state(deal))
    assert verbs(deal) == ["deal.created", "deal.closed", "deal.reopened"]


def test_of_a_second_closing_counts_the_time_in_the_stage_from_its_true_beginning(cast, undo, deal, later):
    before = state(deal)
    for day in (1, 3):
        close_deal(deal=row(deal), outcome="no_decision", actor=cast.actor(), at=later(day))
        undo(at=later(day + 1))

    assert same(before, state(deal))


def test_of_a_closing_puts_the_competitor_back(cast, undo, make, later):
    deal = make()
    edit_deal(deal=deal, changes={"competitor": "Hooli"}, actor=cast.actor(), at=later())
    before = state(deal)
    close_deal(deal=deal, outcome="lost", reason="competitor", competitor="Globex", actor=cast.actor(), at=later(2))
    named = row(deal).competitor

    undo()

    assert named == "Globex"
    assert same(before, state(deal))


def test_of_a_closing_that_does_not_say_since_when_counts_from_the_last_visit(cast, undo, deal, noon, later):
    close_deal(deal=deal, outcome="no_decision", actor=cast.actor(), at=later())
    closed = events(deal)[-1]
    del closed.particulars["entered_at"]

    unclose(row(deal), closed, cast.actor().within(closed.operation_id), later(2))

    assert row(deal).entered_stage_at == noon


def test_of_a_finished_sale_leaves_it_won(cast, undo, make, later):
    deal = make(stage="ONBOARD")
    before = state(deal)
    close_deal(deal=deal, outcome="won", actor=cast.actor(), at=later())

    undo()

    assert same(before, state(deal))


def test_of_a_closing_is_refused_when_it_was_closed_anew_since(cast, undo, deal, last_operation, later):
    close_deal(deal=deal, outcome="no_decision", actor=cast.actor(), at=later())
    closed = last_operation()
    reopen_deal(deal=deal, actor=cast.actor(), at=later(2))
    close_deal(deal=deal, outcome="lost", reason="price", actor=cast.actor(), at=later(3))

    with pytest.raises(UndoRefused):
        undo(closed)

    assert row(deal).outcome == "lost"


@pytest.mark.parametrize("stage", ["QUALIFY", "ONBOARD"])
def test_of_a_reopening_gives_outcome_instants_and_reasons_back(cast, undo, make, later, stage):
    deal = make(stage=stage)
    lost = {"outcome": "lost", "reason": "price", "second_reason": "timing"}
    facts = {"outcome": "won"} if stage == "ONBOARD" else lost
    close_deal(deal=deal, actor=cast.actor(), at=later(), **facts)
    before = state(deal)
    reopen_deal(deal=deal, actor=cast.actor(), at=later(2))

    undo()

    assert same(before, state(deal), but=["entered_stage_at"])


def test_of_an_edit_puts_the_old_values_back(cast, undo, make, noon, later):
    company = create_company(name="Initech", actor=cast.actor(), at=noon)
    deal = make(company=company, close_on=date(2026, 12, 1), next_step="Call")
    before = state(deal)
    changes = {"title": "X", "company": None, "close_on": None, "next_step": "", "one_off_minor": 5, "owner": None}
    edit_deal(deal=deal, changes=changes, actor=cast.actor(), at=later())

    undo()

    assert same(before, state(deal))


def test_of_an_edit_leaves_what_others_changed_elsewhere(cast, undo, deal, last_operation, later):
    edit_deal(deal=deal, changes={"title": "X"}, actor=cast.actor(), at=later())
    edited = last_operation()
    edit_deal(deal=deal, changes={"one_off_minor": 700}, actor=cast.actor("teammate"), at=later(2))

    undo(edited)

    assert (row(deal).title, row(deal).one_off_minor) == ("Licences", 700)


def test_of_an_edit_is_refused_when_one_of_its_fields_changed_since(cast, undo, deal, last_operation, later):
    edit_deal(deal=deal, changes={"title": "X", "one_off_minor": 5}, actor=cast.actor(), at=later())
    edited = last_operation()
    edit_deal(deal=deal, changes={"title": "Y"}, actor=cast.actor("teammate"), at=later(2))

    with pytest.raises(UndoRefused):
        undo(edited)

    assert (row(deal).title, row(deal).one_off_minor) == ("Y", 5)


def test_of_giving_a_deal_away_needs_no_right_over_the_others_deals(cast, undo, make, later):
    """A seller who sees only their own gives a deal to a colleague by mistake: it is out of their sight."""
    cast.teammate.scope = Scope.OWN
    cast.teammate.save()
    deal = make(by="teammate")
    edit_deal(deal=deal, changes={"owner": cast.owner}, actor=cast.actor("teammate"), at=later())

    undo(by="teammate")

    assert row(deal).owner == cast.teammate


@pytest.mark.parametrize(
    ("put", "take", "field"), [(trash_deal, restore_deal, "trashed_at"), (archive_deal, unarchive_deal, "archived_at")]
)
def test_of_putting_away_and_of_bringing_back(cast, undo, deal, later, put, take, field):
    put(deal=deal, actor=cast.actor(), at=later())
    undo()
    back = getattr(row(deal), field)
    deal = row(deal)
    put(deal=deal, actor=cast.actor(), at=later(2))
    take(deal=deal, actor=cast.actor(), at=later(3))
    undo()

    assert (back, getattr(row(deal), field)) == (None, later(9))


def test_of_putting_away_is_refused_once_it_was_brought_back(cast, undo, deal, last_operation, later):
    trash_deal(deal=deal, actor=cast.actor(), at=later())
    trashed = last_operation()
    restore_deal(deal=deal, actor=cast.actor(), at=later(2))

    with pytest.raises(UndoRefused):
        undo(trashed)

    assert row(deal).trashed_at is None


def test_of_evidence_lets_what_it_replaced_stand_again(cast, undo, deal, later):
    first = state_evidence(deal=deal, criterion="need", level="stated", actor=cast.actor("teammate"), at=later())
    state_evidence(deal=deal, criterion="need", level="buyer", actor=cast.actor(), at=later(2))

    undo()

    standing = Evidence.objects.get(deal=deal, withdrawn_at=None)
    assert (standing, standing.stated_by, standing.at) == (first, cast.teammate, later())
    assert verbs(deal)[-2:] == ["evidence.withdrawn", "evidence.stated"]


def test_of_a_withdrawal_lets_the_evidence_stand_again(cast, undo, deal, later):
    state_evidence(deal=deal, criterion="need", level="silence", actor=cast.actor(), at=later())
    withdraw_evidence(deal=deal, criterion="need", actor=cast.actor(), at=later(2))

    undo()

    assert evidence_of(deal.pk) == {("QUALIFY", "need"): "silence"}


def test_of_evidence_is_refused_once_it_was_changed(cast, undo, deal, last_operation, later):
    state_evidence(deal=deal, criterion="need", level="stated", actor=cast.actor(), at=later())
    stated = last_operation()
    state_evidence(deal=deal, criterion="need", level="buyer", actor=cast.actor(), at=later(2))

    with pytest.raises(UndoRefused):
        undo(stated)

    assert evidence_of(deal.pk) == {("QUALIFY", "need"): "buyer"}


@pytest.fixture
def reads():
    """How many times an act reads from the database."""

    def reads(act):
        with CaptureQueriesContext(connection) as queries:
            act()
        return sum(one["sql"].startswith("SELECT") for one in queries)

    return reads


@pytest.fixture
def bulk(cast, make, stages, later):
    """Five deals moved back and given to the teammate, in one operation."""
    deals = [make(str(number), stage="DECIDE") for number in range(5)]
    before = [state(deal) for deal in deals]
    actor = start_operation("deals.bulk", actor=cast.actor(), at=later())
    for deal in deals:
        move_stage(deal=deal, to=stages["PRESENT"], actor=actor, at=later())
        edit_deal(deal=deal, changes={"owner": cast.teammate}, actor=actor, at=later())
    return deals, before


def test_in_bulk_takes_everything_back(undo, bulk):
    deals, before = bulk

    undo()

    assert all(same(was, state(deal)) for was, deal in zip(before, deals, strict=True))


@pytest.mark.parametrize("kind", ["owner", "next step", "trash"])
def test_in_bulk_reads_no_more_for_many_deals_than_for_few(cast, undo, make, noon, later, reads, kind):
    company = create_company(name="Initech", actor=cast.actor(), at=noon)

    def act(deal, actor):
        if kind == "trash":
            return trash_deal(deal=deal, actor=actor, at=later())
        changes = {"owner": {"owner": cast.teammate}}.get(kind, {"next_step": "Call", "close_on": date(2026, 12, 1)})
        return edit_deal(deal=deal, changes=changes, actor=actor, at=later())

    counts = []
    for number in (2, 5, 10):  # the first reads what is kept in memory after
        deals = [make(str(place), company=company) for place in range(number)]
        before = [state(deal) for deal in deals]
        actor = start_operation("deals.bulk", actor=cast.actor(), at=later())
        for deal in deals:
            act(deal, actor)
        counts.append(reads(undo))
        assert all(same(was, state(deal)) for was, deal in zip(before, deals, strict=True))

    assert counts[1] == counts[2]


def test_in_bulk_is_all_or_nothing(cast, undo, bulk, stages, last_operation, later):
    deals, _before = bulk
    operation = last_operation()
    move_stage(deal=row(deals[2]), to=stages["QUALIFY"], actor=cast.actor("teammate"), at=later(2))
    after = [state(deal) for deal in deals]

    with pytest.raises(UndoRefused, match="“2” has changed since"):
        undo(operation)

    assert [state(deal) for deal in deals] == after
    assert Operation.objects.get(pk=operation).undone_at is None


def test_happens_once(cast, undo, deal, stages, last_operation, later):
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later(), override="x")
    moved = last_operation()
    undo(moved)
    before = state(deal)

    with pytest.raises(UndoRefused):
        undo(moved)

    assert state(deal) == before


def test_is_refused_when_nothing_of_deals_was_done(cast, undo, later):
    start_operation("deals.bulk", actor=cast.actor(), at=later())

    with pytest.raises(UndoRefused):
        undo()


def test_of_what_others_did_is_for_those_who_may_assign_deals(cast, undo, make, stages, later):
    deal = make(stage="DECIDE")
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later())

    with pytest.raises(NotAllowed):
        undo(by="teammate")

    assert row(deal).stage.key == "PRESENT"


def test_by_a_manager_takes_back_what_a_seller_did(cast, undo, make, stages, later):
    deal = make(stage="DECIDE")
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor("teammate"), at=later())

    undo(by="owner")

    assert row(deal).stage.key == "DECIDE"


@pytest.fixture
def managed(cast, make, stages, later):
    """The teammate, a manager of the south; two deals moved at once by the owner, of the north: one is of the south."""
    north, south = (Team.objects.create(workspace=cast.workspace, name=name) for name in ("North", "South"))
    for member, team, role in [(cast.owner, north, Role.OWNER), (cast.teammate, south, Role.MANAGER)]:
        member.team, member.role = team, role
        member.save()
    deals = [make("N", stage="DECIDE"), make("S", stage="DECIDE", owner=cast.teammate)]
    actor = start_operation("deals.bulk", actor=cast.actor(), at=later())
    for deal in deals:
        move_stage(deal=deal, to=stages["PRESENT"], actor=actor, at=later())
    return deals


@pytest.mark.parametrize("scope", [Scope.OWN, Scope.TEAM])
def test_of_what_others_did_is_denied_when_one_of_its_deals_is_out_of_sight(cast, undo, managed, scope):
    cast.teammate.scope = scope
    cast.teammate.save()
    before = [state(deal) for deal in managed]

    with pytest.raises(NotAllowed):
        undo(by="teammate")

    assert [state(deal) for deal in managed] == before
    assert not Operation.objects.exclude(undone_at=None).exists()


def test_of_what_others_did_is_for_a_manager_who_sees_all_its_deals(cast, undo, managed):
    cast.owner.team = cast.teammate.team
    cast.owner.save()
    cast.teammate.scope = Scope.TEAM
    cast.teammate.save()

    undo(by="teammate")

    assert [row(deal).stage.key for deal in managed] == ["DECIDE", "DECIDE"]


def test_is_denied_to_who_may_only_read_and_not_found_by_strangers(cast, undo, deal, stages, later):
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later(), override="x")
    before = state(deal)

    with pytest.raises(NotAllowed):
        undo(by="reader")
    with pytest.raises(Operation.DoesNotExist):
        undo(by="stranger")

    assert state(deal) == before


def test_lets_one_go_on_working_with_the_deal(cast, undo, deal, stages, later):
    move_stage(deal=deal, to=stages["PRESENT"], actor=cast.actor(), at=later(), override="x")
    undo()

    move_stage(deal=row(deal), to=stages["PRESENT"], actor=cast.actor(), at=later(10), override="x")

    assert row(deal).stage.key == "PRESENT"
