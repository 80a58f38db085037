"""The ways through a log as alignments read them, each once, with the cases that took it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jalon.analytics.adherence.align import PAD, Codes, Coding
from jalon.analytics.adherence.ladder import WON, Ladder
from jalon.analytics.adherence.naming import HERE
from jalon.analytics.mining.traces import BETWEEN, traces
from jalon.analytics.outcomes import OUTCOMES
from jalon.eventlog.frames import Log, collect


@dataclass(frozen=True)
class Ways:
    """`cases`: case, outcome, way. `events`: way, position, part (the activity itself where the process does not know
    it), code. `goals`: how many steps each way must climb, those up to the highest it touched."""

    cases: pl.DataFrame
    events: pl.DataFrame
    codes: Codes
    goals: Codes


def without_ends(log: Log, *, deciding: Mapping[str, Sequence[str]], parts: Mapping[str, str]) -> Log:
    """Call the event that wins `WON` and drop the others that only say how a case ended.

    An activity that is a part of the process stays what it is, also where it decides.
    """
    activity = nw.col("activity").cast(nw.String)
    known = activity.is_in(list(parts))
    if any(deciding.values()):
        won = activity.is_in(list(deciding.get("won", ())))
        other = activity.is_in([name for names in deciding.values() for name in names])
    elif "outcome" in log.collect_schema():
        said = nw.col("outcome").str.to_lowercase().fill_null("")
        won, other = said == WON, said.is_in(OUTCOMES)
    else:
        return log
    kept = log.filter(known | won | ~other)
    return kept.with_columns(activity=nw.when(won & ~known).then(nw.lit(WON)).otherwise(activity))


def ways_of(log: Log, ends: pl.DataFrame, *, parts: Mapping[str, str], ladder: Ladder) -> Ways:
    """Read the ways of a log in order; `ends` says how cases ended, `parts` what their activities are."""
    taken = collect(traces(log)).join(ends.select("case", "outcome"), on="case", how="left")
    taken = taken.with_columns(is_won=(pl.col("outcome") == WON).fill_null(value=False))
    ways = taken.select("trace", "is_won").unique().sort("trace", "is_won")
    ways = ways.with_columns(way=pl.int_range(pl.len()))
    cases = taken.join(ways, on=["trace", "is_won"], how="left").select("case", "outcome", "way")
    events = _events(ways, parts, Coding(ladder))
    codes = _matrix(events, ways.height)
    return Ways(cases.sort("case"), events, codes, _goals(codes, ways["is_won"].to_numpy(), ladder))


def _events(ways: pl.DataFrame, parts: Mapping[str, str], coding: Coding) -> pl.DataFrame:
    spelled = ways.with_columns(activity=pl.col("trace").str.split(BETWEEN)).explode("activity")
    named = spelled.with_columns(part=pl.col("activity").replace(dict(parts)))
    named = _where_it_is(named, coding).filter((pl.col("part") != WON) | pl.col("is_won"))
    codes = {name: code for code, name in enumerate(coding.names)} | dict.fromkeys(coding.ladder.free, coding.free)
    coded = named.with_columns(code=pl.col("part").replace_strict(codes, default=coding.extra, return_dtype=pl.Int64))
    place = pl.int_range(pl.len()).over("way").alias("position")
    return coded.select("way", place, "part", "code")


def _where_it_is(named: pl.DataFrame, coding: Coding) -> pl.DataFrame:
    """Give evidence that names no stage to the stage where the case is, or to the next one that knows it."""
    if not named["part"].str.starts_with(HERE).any():
        return named
    steps = {step: place for place, step in enumerate(coding.ladder.steps)}
    at = pl.col("part").replace_strict(steps, default=None, return_dtype=pl.Int64)
    stood = named.with_columns(at=at.forward_fill().over("way").fill_null(0))
    meant = stood.join(_meant(coding), on=["part", "at"], how="left", maintain_order="left")
    return meant.with_columns(part=pl.coalesce("meant", "part"))


def _meant(coding: Coding) -> pl.DataFrame:
    """For each shared piece of evidence and each place in the process, the criterion meant."""
    steps = coding.ladder.steps
    criteria = [*coding.names[len(steps) :], *sorted(coding.ladder.free)]
    owned = [
        (steps.index(stage), key)
        for stage, dot, key in (one.partition(".") for one in criteria)
        if dot and stage in steps
    ]
    rows = []
    for key in {key for _, key in owned}:
        places = sorted(place for place, other in owned if other == key)
        for at in range(len(steps)):
            place = next((one for one in places if one >= at), places[-1])
            rows.append((HERE + key, at, f"{steps[place]}.{key}"))
    return pl.DataFrame(rows, schema={"part": pl.String, "at": pl.Int64, "meant": pl.String}, orient="row")


def _matrix(events: pl.DataFrame, ways: int) -> Codes:
    """One row a way, one column an event."""
    longest = max(events.group_by("way").len()["len"].to_list(), default=0)
    codes = np.full((ways, longest), PAD, dtype=np.int64)
    codes[events["way"].to_numpy(), events["position"].to_numpy()] = events["code"].to_numpy()
    return codes


def _goals(codes: Codes, is_won: NDArray[np.bool_], ladder: Ladder) -> Codes:
    """A case is held to the steps up to the highest that it reached; a won one at least to the win."""
    highest = np.where((codes >= 0) & (codes < len(ladder.steps)), codes + 1, 0).max(axis=1, initial=0)
    return np.maximum(highest, is_won * (0 if ladder.won is None else ladder.won + 1))
