"""Optimal alignments of ways with a ladder, all ways at once.

A move in both costs nothing; leaving a step out, doing something out of place and leaving a step without a proof cost 1
each. The least cost is found by dynamic programming over the events of the way and the steps climbed: the shortest path
through the synchronous product of van der Aalst, Adriansyah and van Dongen, "Replaying history on process models for
conformance checking and performance analysis" (2012), of a net that is a chain. Fitness is 1 − cost ÷ the cost of doing
everything out of place and nothing right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jalon.analytics.adherence.ladder import Ladder

type Codes = NDArray[np.int64]  # one row a way, one column an event, PAD behind the last

PAD = -1
CELLS = 1_000_000  # of the table of moves, at once: more does not stay in the cache
BOTH, ALONE, LEFT_OUT, ROUND = 1, 2, 3, 4


@dataclass(frozen=True)
class Coding:
    """The whole numbers that stand for what happens: steps first, then proofs, then anything free, then the rest."""

    ladder: Ladder

    @property
    def names(self) -> tuple[str, ...]:
        """Steps and proofs; the place of each is its code."""
        return (*self.ladder.steps, *(proof for proofs in self.ladder.proofs for proof in proofs))

    @property
    def free(self) -> int:
        """The code of what may come at any time."""
        return len(self.names)

    @property
    def extra(self) -> int:
        """The code of what the process does not know."""
        return len(self.names) + 1


@dataclass(frozen=True)
class Moves:
    """Where ways and ladder part, a row each.

    `left_out` are (way, step); `alone` are (way, position in the way, height at which the case stood); `left` are (way,
    step, position before which the step was left).
    """

    cost: NDArray[np.int64]
    left_out: NDArray[np.int64]
    alone: NDArray[np.int64]
    left: NDArray[np.int64]


def align(codes: Codes, goals: NDArray[np.int64], ladder: Ladder) -> Moves:
    """Align each way with the ladder up to `goals`, how many steps it must climb."""
    lengths = (codes != PAD).sum(axis=1)
    order, wide = np.argsort(lengths, kind="stable"), len(ladder.steps) + 1
    size = max(1, CELLS // (wide * (codes.shape[1] + 1)))
    cost, found = np.zeros(len(codes), dtype=np.int64), []
    for start in range(0, len(order), size):
        some = order[start : start + size]
        part = codes[some, : lengths[some].max()]
        moves = _align(part, lengths[some], goals[some], ladder)
        found.append(_that_cost(moves, part, some, ladder))
        cost[some] = moves.cost
    widths = {"left_out": 2, "alone": 3, "left": 3}
    return Moves(cost, *(_stacked([getattr(one, name) for one in found], width) for name, width in widths.items()))


def shortest(ladder: Ladder) -> NDArray[np.int64]:
    """The cost of climbing to each height with no event at all: what is asked for up to there."""
    proofs = [0, *(len(one) for one in ladder.proofs)]
    asked = [needed + proofs[place] for place, needed in enumerate(ladder.needed)]
    return np.cumsum([0, *asked], dtype=np.int64)


def _align(codes: Codes, lengths: Codes, goals: Codes, ladder: Ladder) -> Moves:
    rows, steps = np.arange(len(codes)), len(ladder.steps)
    lack = np.tile(np.array([0, *(len(one) for one in ladder.proofs)]), (len(codes), 1))
    cost = np.full((len(codes), steps + 1), 1 << 30)
    cost[:, 0] = 0
    came = np.zeros((codes.shape[1] + 1, len(codes), steps + 1), dtype=np.int8)
    _climb(cost, lack, came[0], ladder)
    owner, seen = _owners(ladder), np.zeros((len(codes), len(Coding(ladder).names)), dtype=bool)
    for place in range(codes.shape[1]):
        on = rows[lengths > place]
        cost[on] = _event(cost[on], lack[on], codes[on, place], came[place + 1], on, ladder)
        _prove(lack, seen, owner, on, codes[on, place])
        _climb(cost, lack, came[place + 1], ladder)
    return _walk(cost, came, lengths, goals, ladder)


def _climb(cost: Codes, lack: Codes, came: NDArray[np.int8], ladder: Ladder) -> None:
    """Let every way leave steps out, as far up as that is cheaper."""
    _leave_out(cost, lack, came, ladder)
    if ladder.round_again:
        top, foot = ladder.round_again[0] + 1, ladder.round_again[1]
        _cheaper(cost, came, foot, cost[:, top] + lack[:, top], ROUND)
        _leave_out(cost, lack, came, ladder)


def _leave_out(cost: Codes, lack: Codes, came: NDArray[np.int8], ladder: Ladder) -> None:
    for step, needed in enumerate(ladder.needed):
        _cheaper(cost, came, step + 1, cost[:, step] + lack[:, step] + needed, LEFT_OUT)


def _cheaper(cost: Codes, came: NDArray[np.int8], height: int, offer: Codes, move: int) -> None:
    better = offer < cost[:, height]
    cost[better, height] = offer[better]
    came[better, height] = move


def _event(cost: Codes, lack: Codes, code: Codes, came: NDArray[np.int8], on: Codes, ladder: Ladder) -> Codes:
    """Take one event of each way: alone, or together with the step that it is."""
    after = cost + ~_is_in_place(code[:, None], np.arange(cost.shape[1]), ladder)
    came[on] = ALONE
    rows = np.flatnonzero(code < len(ladder.steps))
    step = code[rows]
    offer = cost[rows, step] + lack[rows, step]
    better = offer <= after[rows, step + 1]
    rows, step = rows[better], step[better]
    after[rows, step + 1] = offer[better]
    came[on[rows], step + 1] = BOTH
    return after


def _is_in_place(code: Codes, height: Codes, ladder: Ladder) -> NDArray[np.bool_]:
    """Whether an event that is no step upwards is in its place: free, the step where the case is, or won after that."""
    is_free = (code >= len(ladder.steps)) & (code <= Coding(ladder).free)
    is_won = (code == ladder.won) & (height > code) if ladder.won is not None else np.False_
    return np.asarray(is_free | (code == height - 1) | is_won)


def _owners(ladder: Ladder) -> Codes:
    """The height from which each code is a proof; 0 for those that are none."""
    proofs = [place + 1 for place, some in enumerate(ladder.proofs) for _ in some]
    return np.array([*(0 for _ in ladder.steps), *proofs, 0, 0])


def _prove(lack: Codes, seen: NDArray[np.bool_], owner: Codes, on: Codes, code: Codes) -> None:
    is_proof = owner[code] > 0
    rows, proof = on[is_proof], code[is_proof]
    fresh = ~seen[rows, proof]
    lack[rows[fresh], owner[proof[fresh]]] -= 1
    seen[rows, proof] = True


def _walk(cost: Codes, came: NDArray[np.int8], lengths: Codes, goals: Codes, ladder: Ladder) -> Moves:
    """Go back from the end of every way to its start, along the moves that were cheapest."""
    way, place, height = np.arange(len(lengths)), lengths.copy(), goals.copy()
    total = cost[way, height]
    top = ladder.round_again[0] + 1 if ladder.round_again else 0
    left_out, alone, left = [], [], []
    while (going := (place > 0) | (height > 0)).any():
        way, place, height = way[going], place[going], height[going]
        move = came[place, way, height]
        before = np.where(move == ROUND, top, height - (move != ALONE))
        left_out.append(_picked(move == LEFT_OUT, way, before))
        alone.append(_picked(move == ALONE, way, place - 1, height))
        place = place - ((move == BOTH) | (move == ALONE))
        left.append(_picked((move != ALONE) & (before > 0), way, before - 1, place))
        height = before
    return Moves(total, _stacked(left_out, 2), _stacked(alone, 3), _stacked(left, 3))


def _picked(wanted: NDArray[np.bool_], *columns: Codes) -> Codes:
    return np.stack([column[wanted] for column in columns], axis=1)


def _stacked(tables: Sequence[Codes], width: int) -> Codes:
    return np.concatenate([np.empty((0, width), dtype=np.int64), *tables])


def _that_cost(moves: Moves, codes: Codes, some: Codes, ladder: Ladder) -> Moves:
    """Leave out the moves that cost nothing, and number the ways as they came."""
    step = moves.left_out[moves.left_out[:, 1] < len(ladder.steps)]
    is_needed = np.array(ladder.needed, dtype=bool)[step[:, 1]]
    way, place, height = moves.alone.T
    is_out = ~_is_in_place(codes[way, place], height, ladder)
    tables = [step[is_needed], moves.alone[is_out], moves.left]
    for table in tables:
        table[:, 0] = some[table[:, 0]]
    return Moves(moves.cost, *tables)
