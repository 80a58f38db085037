"""The board: its columns, cards and totals, its filters, what each person keeps of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.deals.actions import state_evidence
from jalon.deals.actions.count_health import count_health
from jalon.deals.actions.fold_totals import fold_totals
from jalon.deals.models import BoardLayout
from jalon.deals.queries import column_totals
from jalon.directory.actions import create_company
from jalon.orgs.roles import Scope
from tests.deals.pages import HTMX, NOW, texts, tree, values, with_class

BOARD = "/w/acme/board/"


@pytest.fixture
def board(browse, pipeline):
    return lambda who="owner", query="": browse(who).get(f"{BOARD}{query}")


def test_puts_every_stage_under_its_buyer_phase(board):
    answer = board()

    assert texts(answer, with_class("board-phase__band")) == ["Awareness", "Search and evaluation", "Decision", "Use"]
    assert values(answer, "//*[@data-column]/@data-column-name") == [
        "Qualify",
        "Present",
        "Decide",
        "Onboard",
        "Recover",
    ]


def test_shows_a_deal_as_a_card(board, make, cast, noon):
    company = create_company(name="Bois & Fils", actor=cast.actor(), at=noon)
    deal = make(
        "Licences <b>",
        stage="PRESENT",
        company=company,
        close_on=date(2026, 11, 3),
        next_step="Call Paula",
        next_step_on=date(2026, 11, 20),
    )
    state_evidence(deal=deal, criterion="shown", level="stated", actor=cast.actor(), at=noon)

    [card] = tree(board()).xpath("//li[@data-card]")

    assert card.get("data-card") == str(deal.pk)
    assert card.get("data-edit") == str(deal.edit)
    assert [" ".join(part.text_content().split()) for part in card] == [
        "Licences <b>",
        "Bois & Fils",
        "€1,000! 3 Nov",
        "Call Paula20 Nov",
        "2 d✓ 1/2O",
    ]
    assert card.xpath(".//i[@data-health]/@data-health") == ["risk"]


def test_heads_tell_count_sum_and_weighted_sum(board, make):
    make(stage="PRESENT", one_off_minor=100_000)
    make(stage="PRESENT", one_off_minor=50_000)
    make(stage="QUALIFY", one_off_minor=70_000)

    answer = board()

    assert texts(answer, with_class("column__count")) == ["1", "2", "0", "0", "0"]
    assert texts(answer, with_class("column__sums"))[:2] == ["", "€1,500 €600 weighted"]


def test_heads_follow_the_aggregate_that_the_person_chose(board, browse, make, pipeline, later):
    make(stage="PRESENT", one_off_minor=100_000)
    make(stage="PRESENT", one_off_minor=50_000)
    fold_totals()
    count_health(pipeline=pipeline, at=later(4))
    said = {}

    for aggregate in ("count", "average", "median"):
        browse("owner").post(f"{BOARD}{pipeline.pk}/layout/", {"aggregate": aggregate})
        said[aggregate] = texts(board(), with_class("column__sum"))[1]

    assert said == {"count": "2 deals", "average": "€750", "median": "4 days (median)"}


def test_shows_the_share_of_each_health(board, make, pipeline, later):
    make(stage="PRESENT", next_step_on=date(2026, 12, 1))
    make(stage="PRESENT", close_on=date(2026, 11, 1))
    count_health(pipeline=pipeline, at=later())

    answer = board()

    assert values(answer, "//section[@data-column-name='Present']//rect/@data-tone") == [
        "good",
        "risk",
    ]
    assert values(answer, "//section[@data-column-name='Present']//svg[contains(@class,'shares')]/@aria-label") == [
        "1 healthy, 0 at risk, 1 late"
    ]


def test_keeps_the_health_of_others_from_those_who_do_not_see_their_deals(board, make, cast, pipeline, later):
    make(stage="PRESENT")
    count_health(pipeline=pipeline, at=later())
    cast.teammate.scope = Scope.OWN
    cast.teammate.save(update_fields=["scope"])

    answer = board("teammate")

    assert values(answer, "//li[@data-card]/@data-card") == []
    assert values(answer, "//svg[contains(@class,'shares')]") == []
    assert texts(answer, with_class("column__count")) == ["0", "0", "0", "0", "0"]


def test_loads_twenty_five_cards_a_column_then_more(browse, board, make):
    for number in range(27):
        make(f"Deal {number}")

    first = board()
    [more] = values(first, "//section[@data-column-name='Qualify']//*[@class='more']/a/@href")
    rest = browse("owner").get(more, headers=HTMX)

    assert len(values(first, "//li[@data-card]/@data-card")) == 25
    assert texts(rest, "//li[@data-card]/a") == ["Deal 25", "Deal 26"]
    assert values(rest, "//*[@class='more']") == []
    assert texts(first, with_class("column__count"))[0] == "27"


def test_costs_as_many_queries_with_many_deals_as_with_few(browse, make, pipeline):
    client = browse("owner")
    for place in ("QUALIFY", "PRESENT", "DECIDE", "ONBOARD", "RECOVER"):
        make(stage=place)
    client.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        client.get(BOARD)
    for place in ("QUALIFY", "PRESENT", "DECIDE") * 9:
        make(stage=place)

    with CaptureQueriesContext(connection) as many:
        client.get(BOARD)

    assert len(many) == len(few)
    assert len(many) <= 25


def test_filters_by_the_address_and_says_so_in_chips(board, make, cast):
    make("Mine")
    theirs = make("Theirs", by="teammate")
    make("Closing", close_on=date(2026, 11, 20))

    answer = board(query=f"?owner={cast.teammate.pk}")
    closing = board(query="?close=this_month&q=clos")

    assert values(answer, "//li[@data-card]/@data-card") == [str(theirs.pk)]
    assert texts(answer, with_class("chip__value")) == ["Tom"]
    assert texts(closing, "//li[@data-card]/a") == ["Closing"]
    assert texts(closing, "//*[@class='chip']") == ["Text contains clos ✕", "Expected close is this month ✕"]
    assert values(closing, "//*[@class='chip__clear']/@href") == [
        "/w/acme/board/?close=this_month",
        "/w/acme/board/?q=clos",
    ]


def test_counts_a_filtered_board_in_a_second_fragment(board, browse, make, pipeline):
    make("Licences", stage="PRESENT")
    make("Training", stage="PRESENT")

    first = board(query="?q=train")
    [fragment] = values(first, "//*[@hx-trigger='load']/@hx-get")
    heads = browse("owner").get(fragment, headers=HTMX)

    assert texts(first, with_class("column__count"))[1] == "…"
    assert texts(heads, with_class("column__count")) == ["0", "1", "0", "0", "0"]
    assert set(values(heads, "//header/@hx-swap-oob")) == {"true"}


def test_leaves_empty_fields_of_a_form_out_of_the_address(board):
    answer = board(query="?owner=me&close=&q=")

    assert (answer.status_code, answer["Location"]) == (302, "/w/acme/board/?owner=me")


def test_offers_every_filter_with_what_is_set(browse, pipeline, make):
    make(source="event")

    answer = browse("owner").get(f"{BOARD}{pipeline.pk}/filters/?health=late&owner=me", headers=HTMX)

    assert values(answer, "//select/@name") == [
        "owner",
        "health",
        "close",
        "next_step",
        "direction",
        "source",
    ]
    assert [value for value in values(answer, "//option[@selected]/@value") if value] == ["me", "late"]
    assert "Event or trade show" in texts(answer, "//select[@name='source']/option")


def test_tells_nothing_yet_from_nothing_that_matches(board, make):
    nothing = board()
    make()
    no_match = board(query="?q=zzz")

    assert texts(nothing, with_class("empty__title")) == ["No deals yet"]
    assert texts(no_match, with_class("empty__title")) == ["No deal matches"]
    assert values(no_match, "//*[@class='empty__acts']/a/@href") == ["/w/acme/board/"]


def test_tells_those_who_see_little_who_can_help(board, cast, make):
    make()
    cast.teammate.scope = Scope.OWN
    cast.teammate.save(update_fields=["scope"])

    answer = board("teammate")

    assert texts(answer, with_class("empty__title")) == ["No deal that you may see"]


def test_says_that_no_process_runs_before_one_is_published(browse, cast):
    answer = browse("owner").get(BOARD)

    assert texts(answer, with_class("empty__title")) == ["No process runs here yet"]


def test_gives_a_reader_nothing_to_change(board, make):
    make()

    answer = board("reader")

    assert values(answer, "//section[@id='board']/@data-no-drag") == [""]
    assert values(answer, "//*[@data-to]") == []
    assert texts(answer, "//*[@id='bulk']//button") == ["Clear"]
    assert texts(answer, with_class("button--primary")) == []


def test_keeps_order_compactness_and_folds_for_each_person(browse, board, cast, pipeline, stages, make):
    small = make("Small", one_off_minor=1_00)
    big = make("Big", one_off_minor=9_000_00)
    mine = browse("owner")

    mine.post(f"{BOARD}{pipeline.pk}/layout/", {"sort": "value"})
    mine.post(f"{BOARD}{pipeline.pk}/layout/", {"compact": "1"})
    mine.post(f"{BOARD}{pipeline.pk}/{stages['DECIDE'].pk}/folding/", {"collapsed": "1"}, headers=HTMX)
    mine.post(f"{BOARD}{pipeline.pk}/layout/", {"sort": "nonsense"})

    answer, theirs = board(), board("teammate")
    assert values(answer, "//li[@data-card]/@data-card") == [str(big.pk), str(small.pk)]
    assert "board--compact" in values(answer, "//section[@id='board']/@class")[0]
    assert values(answer, "//*[@data-collapsed]/@data-column-name") == ["Decide"]
    assert values(theirs, "//li[@data-card]/@data-card") == [str(small.pk), str(big.pk)]
    assert values(theirs, "//*[@data-collapsed]") == []
    assert BoardLayout.objects.count() == 1


def test_unfolds_again(browse, board, pipeline, stages):
    address = f"{BOARD}{pipeline.pk}/{stages['DECIDE'].pk}/folding/"
    browse("owner").post(address, {"collapsed": "1"}, headers=HTMX)

    answer = browse("owner").post(address, {"collapsed": ""}, headers=HTMX)

    assert answer.status_code == 204
    assert values(board(), "//*[@data-collapsed]") == []


def test_shows_what_a_stage_asks(browse, pipeline, stages):
    answer = browse("reader").get(f"{BOARD}{pipeline.pk}/{stages['PRESENT'].pk}/guide/", headers=HTMX)

    assert texts(answer, "//h2") == ["Present"]
    assert texts(answer, with_class("criterion__text")) == ["shown", "champion"]
    assert values(answer, "//form") == []


def test_stays_small_with_two_hundred_cards(board, make, pipeline, cast):
    for number in range(25):
        for place in ("QUALIFY", "PRESENT", "DECIDE", "ONBOARD", "RECOVER"):
            make(f"Renewal of the fleet {number}", stage=place, next_step="Call them back", next_step_on=NOW.date())

    answer = board()
    frame = len(board(query="?q=zzz").content)

    assert len(values(answer, "//li[@data-card]/@data-card")) == 125
    assert (len(answer.content) - frame) / 125 < 640


def test_speaks_french(board, make, cast):
    make(close_on=(NOW + timedelta(days=3)).date())
    cast.owner.user.language = "fr"
    cast.owner.user.save(update_fields=["language"])

    answer = board()

    assert texts(answer, with_class("column__name"))[0] == "Qualify (fr)"
    assert texts(answer, "//li[@data-card]//time") == ["7 nov."]
    assert texts(answer, with_class("card__next")) == ["Pas de prochaine action"]


@pytest.mark.parametrize(("query", "shown"), [("health=late", False), ("health=at_risk", True), ("amount=none", False)])
def test_brings_a_changed_card_only_where_health_and_amount_let_it_pass(browse, make, query, shown):
    deal = make(stage="PRESENT")

    answer = browse("owner").get(f"/w/acme/deals/{deal.pk}/card/?{query}", headers=HTMX)

    assert (f'data-card="{deal.pk}"' in answer.content.decode()) is shown


def test_counts_only_the_columns_that_a_changed_card_concerns(browse, make, monkeypatch):
    deal, counted = make(stage="PRESENT"), []
    make(stage="DECIDE")

    def spy(viewer, *, stages, **options):
        counted.append([stage.key for stage in stages])
        return column_totals(viewer, stages=stages, **options)

    monkeypatch.setattr("jalon.deals.views._heads.column_totals", spy)

    browse("owner").get(f"/w/acme/deals/{deal.pk}/card/?owner=me", headers=HTMX)

    assert counted == [["PRESENT"]]
