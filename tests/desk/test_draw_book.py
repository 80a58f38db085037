"""The book of a sample, drawn without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median

import pytest

from jalon.deals.gate import read_gate, stages_left_behind
from jalon.deals.health import health_of, norm_of
from jalon.desk.composed import definitions_of
from jalon.desk.sample import preset
from jalon.desk.sample.book import Book, DealDraft
from jalon.desk.sample.draw import draw_book
from jalon.desk.sample.journey import Route
from jalon.desk.sample.plan import Plan
from jalon.process import MODEL_KEYS, compose, read_answers

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SEEDS = range(8)


def plan_of(model: str, language: str = "en", offer: str = "") -> Plan:
    answers = read_answers(preset(model))
    return Plan(
        definition=definitions_of(preset(model))[0],
        model=model,
        average_minor=round((answers.deal_value or 0) * 100),
        first_moves={"inbound": 0.7, "outbound": 0.2, "referral": 0.1},
        owner="Olga",
        zone="Europe/Paris",
        language=language,
        offer=offer,
        consumers=model == "transactional",
    )


@pytest.fixture(scope="module", params=MODEL_KEYS)
def drawn(request) -> tuple[Plan, list[Book]]:
    plan = plan_of(request.param)
    return plan, [draw_book(plan, seed=seed, at=AT) for seed in SEEDS]


def test_presets_lead_to_the_model_they_are_named_after():
    found = {model: compose(read_answers(preset(model))).diagnosis.dominant for model in MODEL_KEYS}

    assert found == {model: model for model in MODEL_KEYS}


def test_tells_the_same_story_for_the_same_seed():
    plan = plan_of("team", "fr")

    assert draw_book(plan, seed=7, at=AT) == draw_book(plan, seed=7, at=AT)
    assert draw_book(plan, seed=7, at=AT) != draw_book(plan, seed=8, at=AT)


def test_holds_three_hundred_deals_over_a_year(drawn):
    _plan, books = drawn

    for book in books:
        opened = [deal.journey.stays[0].entered_at for deal in book.deals]
        assert len(book.deals) == 300
        assert opened == sorted(opened)
        assert max(opened) < AT
        assert AT - min(opened) > timedelta(days=330)


def test_wins_as_often_as_the_conversions_of_the_process_say(drawn):
    plan, books = drawn
    route = Route.of(plan.definition)
    low = high = 1.0
    for stage in plan.definition.stages[route.line : route.won + 1]:
        low, high = low * stage.conversion.low, high * stage.conversion.high

    decided = [deal for book in books for deal in book.deals if deal.journey.decided_at and reached(deal, route)]
    rate = sum(deal.journey.outcome == "won" for deal in decided) / len(decided)

    assert low - 0.03 <= rate <= high + 0.03


def test_wins_in_about_the_days_of_the_medians_together(drawn):
    plan, books = drawn
    route = Route.of(plan.definition)
    usual = sum(stage.duration_days.p50 for stage in plan.definition.stages[: route.won + 1] if stage.duration_days)

    cycles = [
        (deal.journey.decided_at - deal.journey.stays[0].entered_at) / timedelta(days=1)
        for book in books
        for deal in book.deals
        if deal.journey.outcome == "won"
    ]

    assert usual * 0.75 - 1 <= median(cycles) <= usual * 1.35 + 2


def test_asks_no_amount_before_the_opportunity_line(drawn):
    plan, books = drawn
    route = Route.of(plan.definition)

    for deal in books[0].deals:
        assert (deal.value_minor > 0) == reached(deal, route)


def test_counts_the_value_of_a_deal_in_whole_numbers():
    deal = draw_book(plan_of("team"), seed=1, at=AT).deals[0]

    vast = replace(deal, one_off_minor=1, recurring_minor=2**53 + 1, term_months=12)

    assert vast.value_minor == 2**53 + 2


def test_leaves_each_stay_where_the_next_begins(drawn):
    _plan, books = drawn

    for deal in books[0].deals:
        stays, moves = deal.journey.stays, deal.moves
        assert [stay.left_at for stay in stays[:-1]] == [stay.entered_at for stay in stays[1:]]
        assert stays[-1].left_at == deal.journey.finished_at
        assert [(move.origin, move.to, move.at) for move in moves] == [
            (before.stage, after.stage, after.entered_at) for before, after in pairwise(stays)
        ]
        assert all(stay.left_at is None or stay.entered_at < stay.left_at <= AT for stay in stays)


def test_says_of_each_move_what_the_gate_would_have_said(drawn):
    plan, books = drawn

    for deal in books[0].deals:
        for move in deal.moves:
            known = {(one.stage, one.criterion): one.level for one in deal.proofs if one.at <= move.at}
            behind = stages_left_behind(plan.definition, move.origin, move.to)
            reading = read_gate(plan.definition, stages=behind, evidence=known)
            assert move.unmet == tuple(one.key for one in reading.required)
            assert (move.how == "override") == bool(move.unmet) == bool(move.reason)


def test_shows_overrides_skips_and_ways_back():
    ways = {
        move.how for seed in SEEDS for deal in draw_book(plan_of("team"), seed=seed, at=AT).deals for move in deal.moves
    }

    assert ways == {"advance", "skip", "back", "override"}


def test_gives_lost_deals_their_reason_and_recycled_ones_their_day(drawn):
    _plan, books = drawn

    for deal in books[0].deals:
        assert bool(deal.reason) == (deal.journey.outcome == "lost")
        assert (deal.recycle_on is not None) == (deal.journey.outcome == "recycled")
        assert not deal.competitor or deal.reason == "competitor"


def test_mixes_healthy_and_late_deals_on_the_board():
    plan = plan_of("team")
    healths = [
        health_of(
            norm=norm_of(plan.definition.stage(stay.stage)),
            days_in_stage=(AT - stay.entered_at) / timedelta(days=1),
            close_on=deal.close_on,
            next_step_on=deal.next_step_on,
            today=AT.date(),
        )
        for seed in SEEDS
        for deal in draw_book(plan, seed=seed, at=AT).deals
        if deal.journey.is_on_board()
        for stay in deal.journey.stays[-1:]
    ]

    shares = {health: healths.count(health) / len(healths) for health in ("healthy", "at_risk", "late")}

    assert 0.4 < shares["healthy"] < 0.7
    assert 0.1 < shares["late"] < 0.3
    assert 0.15 < shares["at_risk"] < 0.4


def test_lets_better_sellers_win_more():
    books = [draw_book(plan_of("inbound"), seed=seed, at=AT) for seed in range(24)]

    def rate(seller: int) -> float:
        decided = [d for book in books for d in book.deals if d.owner == seller and d.journey.decided_at]
        return sum(deal.journey.outcome == "won" for deal in decided) / len(decided)

    best, newest = 2, 5
    assert rate(best) > 1.3 * rate(newest)


def test_names_people_and_companies_in_the_language():
    french, english = (draw_book(plan_of("inbound", language), seed=3, at=AT) for language in ("fr", "en"))

    assert {company.country for company in french.companies} == {"FR"}
    assert {company.country for company in english.companies} == {"GB"}
    assert all(person.email.endswith(".example") for person in (*french.people, *english.people))
    assert all(person.phone.startswith("+33 6 39 98 ") for person in french.people)


def reached(deal: DealDraft, route: Route) -> bool:
    return route.furthest(deal.journey) >= route.line
