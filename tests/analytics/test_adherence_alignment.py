"""The cost and the moves of alignments, against hand, brute force and pm4py."""

import json
from heapq import heappop, heappush
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.analytics.adherence.align import PAD, Coding, align, shortest
from jalon.analytics.adherence.ladder import ladder_of
from tests.analytics.processes import process

PROOFS = (("MEET", "need"), ("MEET", "budget"), ("OFFER", "price"))
LADDER = ladder_of(process(proofs=PROOFS))
ROUND = ladder_of(process(cyclic={"from": "SERVE", "to": "OFFER"}, entry="SHOW"))
CODES = {name: code for code, name in enumerate(Coding(LADDER).names)} | {"free": Coding(LADDER).free}


def coded(ways):
    table = np.full((len(ways), max(map(len, ways), default=0)), PAD, dtype=np.int64)
    for row, way in enumerate(ways):
        table[row, : len(way)] = way
    return table


def costs(*ways, goals, ladder=LADDER):
    return align(coded(ways), np.array(goals), ladder).cost.tolist()


def way(*names):
    return [CODES.get(name, Coding(LADDER).extra) for name in names]


@pytest.mark.parametrize(
    ("names", "goal", "cost"),
    [
        (("MEET", "MEET.need", "MEET.budget", "SHOW"), 2, 0),
        (("MEET.need", "MEET", "MEET.budget", "MEET.budget", "MEET", "SHOW"), 2, 0),
        (("MEET", "MEET.need", "SHOW"), 2, 1),
        (("MEET", "MEET.need", "SHOW", "MEET.budget"), 2, 1),
        (("MEET", "SHOW"), 2, 2),
        (("MEET", "gift", "MEET"), 1, 1),
        (("MEET", "MEET.need", "MEET.budget", "OFFER", "SHOW"), 3, 2),
        ((), 0, 0),
        ((), 2, 4),
        (("free", "free"), 0, 0),
    ],
)
def test_costs_what_is_left_out_out_of_place_and_unproven(names, goal, cost):
    assert costs(way(*names), goals=[goal]) == [cost]


def test_names_each_move():
    moves = align(coded([way("MEET", "MEET.need", "MEET.budget", "OFFER", "gift", "SHOW")]), np.array([3]), LADDER)

    assert moves.left_out.tolist() == [[0, 1]]
    assert sorted(moves.alone.tolist()) == [[0, 4, 3], [0, 5, 3]]
    assert sorted(moves.left.tolist()) == [[0, 0, 3], [0, 1, 3]]


def test_lets_the_win_come_unsaid_but_not_before_its_step():
    won = LADDER.won
    proven = way("MEET", "MEET.need", "MEET.budget", "SHOW", "OFFER", "OFFER.price")

    assert costs([*proven, *way("CLOSE", "SERVE")], goals=[6]) == [0]
    assert costs([*proven, won, *way("CLOSE", "SERVE")], goals=[6]) == [1]
    assert costs([*proven, *way("CLOSE"), won, *way("SERVE"), won], goals=[6]) == [0]


def test_goes_round_again_where_the_process_does():
    again = [0, 1, 2, 3, 5, 2, 3, 5]

    assert costs(again, goals=[6], ladder=ROUND) == [0]
    assert costs([1, 2], goals=[3], ladder=ROUND) == [0]
    assert costs([2], goals=[3], ladder=ROUND) == [1]


WAYS = st.lists(st.lists(st.integers(0, Coding(LADDER).extra), max_size=7), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(ways=WAYS, goals=st.lists(st.integers(0, 6), min_size=5, max_size=5), is_round=st.booleans())
def test_costs_the_least_that_any_alignment_does(ways, goals, is_round):
    ladder = ROUND if is_round else LADDER
    last = Coding(ladder).extra
    ways = [[min(code, last) for code in one] for one in ways]

    moves = align(coded(ways), np.array(goals[: len(ways)]), ladder)

    assert moves.cost.tolist() == [least(one, goal, ladder) for one, goal in zip(ways, goals, strict=False)]


@settings(max_examples=60, deadline=None)
@given(ways=WAYS, goals=st.lists(st.integers(0, 6), min_size=5, max_size=5))
def test_accounts_for_the_whole_cost(ways, goals):
    codes = coded(ways)

    moves = align(codes, np.array(goals[: len(ways)]), LADDER)

    for row, one in enumerate(ways):
        lacking = sum(
            proof not in one[:before]
            for _, step, before in moves.left[moves.left[:, 0] == row].tolist()
            for proof in proofs_of(step)
        )
        moved = (moves.left_out[:, 0] == row).sum() + (moves.alone[:, 0] == row).sum()
        assert moved + lacking == moves.cost[row] <= len(one) + shortest(LADDER)[goals[row]]


def proofs_of(step):
    return [CODES[name] for name in LADDER.proofs[step]]


def least(way_, goal, ladder):
    """The cheapest alignment by Dijkstra, one state at a time, the plain way."""
    front, done = [(0, 0, 0)], set()
    while front:
        cost, place, height = heappop(front)
        if (place, height) == (len(way_), goal):
            return cost
        if (place, height) in done:
            continue
        done.add((place, height))
        for step in neighbours(way_, place, height, ladder):
            heappush(front, (cost + step[0], *step[1:]))
    raise AssertionError("no way up")


def neighbours(way_, place, height, ladder):
    names = Coding(ladder).names
    lack = sum(names.index(p) not in way_[:place] for p in ladder.proofs[height - 1]) if height else 0
    if height < len(ladder.steps):
        yield lack + ladder.needed[height], place, height + 1
    if ladder.round_again and height == ladder.round_again[0] + 1:
        yield lack, place, ladder.round_again[1]
    if place < len(way_):
        code = way_[place]
        is_free = len(ladder.steps) <= code <= len(names) or code == height - 1
        is_free = is_free or (code == ladder.won and height > code)
        yield int(not is_free), place + 1, height
        if code == height < len(ladder.steps):
            yield lack, place + 1, height + 1


def test_finds_the_fitness_that_pm4py_publishes():
    """The file holds what pm4py 2.7 made of the same ways and nets; `bench/adherence.py --peer` wrote it."""
    kept = json.loads((Path(__file__).parent / "adherence_pm4py.json").read_text(encoding="utf-8"))
    ladder = ladder_of(process(proofs=[tuple(pair) for pair in kept["proofs"]]))
    names = {name: code for code, name in enumerate(Coding(ladder).names)}
    ways = [[names.get(name, Coding(ladder).extra) for name in one["way"]] for one in kept["ways"]]
    goals = np.array([one["goal"] for one in kept["ways"]])

    cost = align(coded(ways), goals, ladder).cost
    fitness = 1 - cost / (np.array([len(one) for one in ways]) + shortest(ladder)[goals])

    assert len(ways) >= 40
    assert cost.tolist() == [one["cost"] for one in kept["ways"]]
    assert fitness.tolist() == pytest.approx([one["fitness"] for one in kept["ways"]])
