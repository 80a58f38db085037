"""The ladder of a process up to a height as a Petri net, for other tools to align with."""

from jalon.analytics.adherence.ladder import WON, Ladder


def net(ladder: Ladder, goal: int, words: set[str]) -> dict:
    """Give `transitions`, each a label (none when silent) with the places it takes from and gives to, `start`, `end`.

    `words` are the activities that the log uses: of what may come at any time only those get a transition.
    """
    top = goal if ladder.round_again is None else len(ladder.steps)
    moves = []
    for height in range(top):
        moves += climbs(ladder, height)
    proofs = [proof for some in ladder.proofs[: max(goal - 1, 0)] for proof in some]
    moves += [move(proof, [f"todo {proof}"], [proof]) for proof in proofs]
    anytime = ladder.free.union(*ladder.proofs) & words
    moves += [move(word, ["run"], ["run"]) for word in sorted(anytime)]
    if ladder.round_again and ladder.round_again[0] < top:
        last, first = ladder.round_again
        moves.append(move(None, [at(last + 1)], [at(first)]))
    moves.append(move(None, ["start"], ["run", at(0), *(f"todo {proof}" for proof in proofs)]))
    moves.append(move(None, ["run", at(goal)], ["end"]))
    return {"transitions": moves, "start": ["start"], "end": ["end"]}


def climbs(ladder: Ladder, height: int) -> list[dict]:
    """The step up from a height, unsaid where it may be left out, and again where the case stands then."""
    step = ladder.steps[height]
    take = [at(height), *(ladder.proofs[height - 1] if height else ())]
    moves = [move(step, take, [at(height + 1)]), move(step, [at(height + 1)], [at(height + 1)])]
    if not ladder.needed[height]:
        moves.append(move(None, take, [at(height + 1)]))
    if ladder.won is not None and height > ladder.won:
        moves.append(move(WON, [at(height + 1)], [at(height + 1)]))
    return moves


def move(label: str | None, take: list[str], give: list[str]) -> dict:
    return {"label": label, "take": take, "give": give}


def at(height: int) -> str:
    return f"height {height}"
