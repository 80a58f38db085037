"""The board: columns, cards, cursors."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.deals.actions import archive_deal, close_deal, edit_deal, move_stage, publish, state_evidence, trash_deal
from jalon.deals.actions.count_health import count_health
from jalon.deals.actions.fold_totals import fold_totals
from jalon.deals.queries import BoardFilters, board, card_for, column_page, deal_for
from jalon.deals.queries.cards import SORTS, initials
from jalon.directory.actions import create_company
from jalon.orgs.models import Team
from jalon.orgs.roles import Scope
from tests.deals.process import DECIDE, ONBOARD, QUALIFY, definition
from tests.deals.said import row

SHORTER = definition(stages=[QUALIFY, DECIDE, ONBOARD], opportunity_line="DECIDE")


@pytest.fixture
def show(cast, pipeline, later):
    """The owner's board a day later."""

    def show(who="owner", *, filters=None, at=None, **more):
        viewer = getattr(cast, who)
        return board(viewer, pipeline=pipeline, filters=filters or BoardFilters(), at=at or later(), **more)

    return show


def titles(shown):
    return {column.key: "".join(card.title for card in column.cards) for column in shown.columns}


def test_has_the_stages_in_order_with_their_phases(show):
    shown = show(language="fr")

    assert [column.name for column in shown.columns] == [
        "Qualify (fr)",
        "Present (fr)",
        "Decide (fr)",
        "Onboard (fr)",
        "Recover (fr)",
    ]
    assert [(band.phase, band.span) for band in shown.phases] == [
        ("awareness", 1),
        ("evaluation", 1),
        ("decision", 1),
        ("use", 2),
    ]
    assert [column.position for column in shown.columns] == [1, 2, 3, 4, 0]
    assert [column.is_opportunity for column in shown.columns] == [False, True, True, True, True]
    assert [column.wins for column in shown.columns] == [False, False, True, False, False]
    assert shown.is_empty


def test_uses_the_nouns_of_a_workspace_that_prefers_them(cast, show):
    cast.workspace.label_set = "noun"

    assert show().columns[0].name == "Qualify noun"


def test_holds_what_is_on_the_board_and_nothing_else(cast, show, make, later):
    act = {"actor": cast.actor(), "at": later()}
    make("A"), make("W", stage="ONBOARD")
    close_deal(deal=make("X"), outcome="no_decision", **act)
    trash_deal(deal=make("Y"), **act)
    archive_deal(deal=make("Z"), **act)

    assert titles(show()) == {"QUALIFY": "A", "PRESENT": "", "DECIDE": "", "ONBOARD": "W", "RECOVER": ""}


def test_tells_a_card_what_it_shows(cast, show, make, noon, later):
    company = create_company(name="Initech", actor=cast.actor(), at=noon)
    deal = make(
        "Seats",
        stage="PRESENT",
        company=company,
        by="teammate",
        close_on=date(2026, 11, 3),
        next_step="Call",
        next_step_on=date(2026, 11, 20),
        one_off_minor=1_234_500,
    )
    state_evidence(deal=deal, criterion="shown", level="stated", actor=cast.actor(), at=noon)
    state_evidence(deal=deal, criterion="champion", level="stated", actor=cast.actor(), at=noon)

    [card] = show(at=later(3)).columns[1].cards

    assert (card.id, card.title, card.company, card.amount) == (deal.pk, "Seats", "Initech", "€12,345")
    assert (card.owner_name, card.owner_initials, card.edit) == ("Tom", "T", 1)
    assert (card.close_on, card.is_late) == (date(2026, 11, 3), True)
    assert (card.next_step, card.next_step_on, card.next_step_is_late) == ("Call", date(2026, 11, 20), False)
    assert (card.days_in_stage, card.health) == (3, "late")
    assert (card.met, card.asked) == (1, 2)
    assert not card.is_won


def test_shows_no_amount_before_the_opportunity_line(show, make):
    make("A"), make("B", stage="PRESENT")

    cards = {card.title: card.amount for column in show().columns for card in column.cards}

    assert cards == {"A": "", "B": "€1,000"}


def test_tells_one_deal_as_its_card_on_the_board(cast, show, make, later):
    deal = make(stage="DECIDE", next_step="Call", next_step_on=date(2026, 11, 1))

    assert card_for(cast.owner, deal=row(deal), at=later()) == show().columns[2].cards[0]


def test_sees_the_day_in_the_time_zone_of_the_workspace(show, make, noon):
    make("A", close_on=date(2026, 11, 2))

    late_in_paris = noon.replace(hour=23, minute=30)

    assert show(at=late_in_paris).columns[0].cards[0].is_late


@pytest.mark.parametrize(
    ("sort", "order"), [("rank", "CBA"), ("value", "BCA"), ("close", "CAB"), ("age", "ABC"), ("nonsense", "CBA")]
)
def test_orders_cards_by_hand_value_closing_date_or_time_in_the_stage(show, make, noon, sort, order):
    make("A", at=noon - timedelta(days=3), one_off_minor=1, close_on=date(2026, 12, 2))
    make("B", at=noon - timedelta(days=2), one_off_minor=3)
    make("C", at=noon - timedelta(days=1), one_off_minor=2, close_on=date(2026, 12, 1))

    assert titles(show(sort=sort))["QUALIFY"] == order


@pytest.fixture
def full(make, noon):
    """Twenty-three deals in one column, with ties and gaps in every order."""
    made = []
    for number in range(23):
        close_on = None if number % 3 == 0 else date(2026, 12, 1 + number % 4)
        at = noon - timedelta(minutes=number // 2)
        made.append(make(f"{number}", at=at, one_off_minor=number % 5 * 100, close_on=close_on))
    return {deal.pk for deal in made}


@pytest.mark.parametrize("limit", [1, 4, 22, 23, 24])
@pytest.mark.parametrize("sort", SORTS)
def test_gives_every_card_exactly_once_page_after_page(cast, full, stages, later, sort, limit):
    seen, pages, after = [], 0, ""
    while pages == 0 or after:
        page = column_page(
            cast.owner, stage=stages["QUALIFY"], filters=BoardFilters(), at=later(), sort=sort, after=after, limit=limit
        )
        assert len(page.cards) <= limit
        seen += [card.id for card in page.cards]
        after, pages = page.more, pages + 1

    assert len(seen) == len(set(seen))
    assert set(seen) == full
    assert pages == -(-23 // limit)


@pytest.mark.parametrize("sort", SORTS)
def test_pages_in_the_order_of_the_whole(cast, full, stages, later, sort):
    def page(after, limit):
        return column_page(
            cast.owner, stage=stages["QUALIFY"], filters=BoardFilters(), at=later(), sort=sort, after=after, limit=limit
        )

    whole = [card.id for card in page("", 50).cards]
    first = page("", 10)

    assert [card.id for card in (*first.cards, *page(first.more, 50).cards)] == whole


def test_goes_on_where_it_was_when_the_card_at_the_cursor_has_left(cast, full, stages, later):
    def page(after):
        return column_page(
            cast.owner, stage=stages["QUALIFY"], filters=BoardFilters(), at=later(), after=after, limit=5
        )

    first, second = page(""), page(page("").more)
    at_cursor = deal_for(cast.owner, first.cards[-1].id)
    close_deal(deal=at_cursor, outcome="no_decision", actor=cast.actor(), at=later())

    assert page(first.more) == second


BAD_CURSORS = [
    "x",
    "|",
    "1|",
    "|x",
    "one|01936f5e-0000-7000-8000-000000000000",
    "nan-ish|01936f5e-0000-7000-8000-000000000000",
    "2026-13-45|01936f5e-0000-7000-8000-000000000000",
    "0001-01-01T00:00:00+14:00|01936f5e-0000-7000-8000-000000000000",
    "\x00|01936f5e-0000-7000-8000-000000000000",
    "a|b|c",
]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("cursor", BAD_CURSORS)
def test_gives_the_first_page_for_a_cursor_that_makes_no_sense(cast, make, stages, later, sort, cursor):
    make("A")

    page = column_page(cast.owner, stage=stages["QUALIFY"], filters=BoardFilters(), at=later(), sort=sort, after=cursor)

    assert [card.title for card in page.cards] == ["A"]


def queries_of(act):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return len(captured)


def fill(make, noon, count, **fields):
    for number in range(count):
        for stage in ("QUALIFY", "PRESENT", "DECIDE"):
            make(f"{number}", stage=stage, at=noon - timedelta(minutes=number), close_on=date(2026, 12, 1), **fields)


@pytest.mark.parametrize("sort", SORTS)
def test_asks_five_queries_of_thirty_deals_a_column_as_of_one(cast, show, make, noon, sort):
    """Stages, totals, cards, owners, evidence."""
    company = create_company(name="Initech", actor=cast.actor(), at=noon)
    fill(make, noon, 2, company=company)
    few = queries_of(lambda: show(sort=sort, per_column=1))
    fill(make, noon, 30, company=company)

    many = queries_of(lambda: show(sort=sort))

    assert (few, many) == (5, 5)


def test_asks_a_query_less_when_a_filter_leaves_totals_to_a_second_fragment(show, make):
    make()

    assert queries_of(lambda: show(filters=BoardFilters(owner="me"))) == queries_of(show) - 1


def test_leaves_totals_out_under_a_filter(show, make):
    make()

    assert {column.totals for column in show(filters=BoardFilters(owner="me")).columns} == {None}


def test_filters_cards_by_health_too(show, make, noon):
    make("A", next_step_on=date(2026, 11, 9))
    make("B"), make("C", at=noon - timedelta(days=30), stage="PRESENT")

    for health, found in {"healthy": "A", "at_risk": "B", "late": "C"}.items():
        shown = show(filters=BoardFilters(health=health))
        assert "".join(titles(shown).values()) == found


@pytest.fixture
def crowd(cast, make):
    """The owner in the north, the teammate and the reader in the south; a deal of each seller, and one of nobody."""
    north, south = (Team.objects.create(workspace=cast.workspace, name=name) for name in ("North", "South"))
    for member, team in {cast.owner: north, cast.teammate: south, cast.reader: south}.items():
        member.team = team
        member.save()
    make("O"), make("T", by="teammate")
    edit_deal(deal=make("N"), changes={"owner": None}, actor=cast.actor(), at=make("X").created_at)
    return cast


@pytest.mark.parametrize(
    ("who", "scope", "found"),
    [
        ("owner", Scope.ALL, "NOTX"),
        ("owner", Scope.OWN, "OX"),
        ("owner", Scope.TEAM, "OX"),
        ("teammate", Scope.OWN, "T"),
        ("teammate", Scope.TEAM, "T"),
        ("reader", Scope.OWN, ""),
        ("reader", Scope.TEAM, "T"),
    ],
)
@pytest.mark.parametrize("is_folded", [False, True])
def test_shows_each_viewer_the_deals_of_their_scope_and_their_totals(show, crowd, who, scope, found, is_folded):
    viewer = getattr(crowd, who)
    viewer.scope = scope
    if is_folded:
        fold_totals()

    column = show(who).columns[0]

    assert "".join(sorted(card.title for card in column.cards)) == found
    assert column.totals.deals == len(found)


def test_shows_a_member_without_a_team_their_own(cast, show, make):
    make("O"), make("T", by="teammate")
    cast.teammate.scope = Scope.TEAM

    column = show("teammate").columns[0]

    assert ([card.title for card in column.cards], column.totals.deals) == (["T"], 1)


def test_shows_the_health_of_a_column_to_those_who_see_all_of_it(cast, show, make, pipeline, noon):
    make()
    count_health(pipeline=pipeline, at=noon)
    everything = show().columns[0].health
    cast.teammate.scope = Scope.OWN

    assert (everything.at_risk, everything.counted_at) == (1, noon)
    assert show("teammate").columns[0].health is None


def test_shows_strangers_nothing(show, make):
    make()

    shown = show("stranger")

    assert shown.is_empty


def test_keeps_a_column_for_deals_in_a_stage_that_a_new_version_dropped(cast, show, make, pipeline, later):
    make("P", stage="PRESENT")
    publish(definition=SHORTER, actor=cast.actor(), at=later())
    pipeline.refresh_from_db()

    last = show().columns[-1]

    assert (last.key, last.name, last.is_aside, last.totals.deals) == ("PRESENT", "Present", True, 1)
    assert [card.title for card in last.cards] == ["P"]
    assert "".join(titles(show(filters=BoardFilters(health="at_risk"))).values()) == "P"


def test_drops_that_column_with_its_last_deal(cast, show, make, pipeline, stages, later):
    deal = make("P", stage="PRESENT")
    publish(definition=SHORTER, actor=cast.actor(), at=later())
    pipeline.refresh_from_db()

    move_stage(deal=row(deal), to=stages["QUALIFY"], actor=cast.actor(), at=later())

    assert titles(show()) == {"QUALIFY": "P", "DECIDE": "", "ONBOARD": "", "RECOVER": ""}


@pytest.mark.parametrize(
    ("name", "letters"), [("Olga Ivanova", "OI"), ("tom", "T"), ("a@b.c", "AB"), ("", ""), ("Jean de La Tour", "JD")]
)
def test_makes_initials_of_names(name, letters):
    assert initials(name) == letters
