"""Carry out a staged import, chunk by chunk, each in a short transaction that also says what became of its rows."""

from jalon.imports.running.dry import Rehearsal
from jalon.imports.running.give_back import give_back, kept_of
from jalon.imports.running.outcomes import OUTCOMES, Outcome, outcomes_of
from jalon.imports.running.perform import check, run

__all__ = ["OUTCOMES", "Outcome", "Rehearsal", "check", "give_back", "kept_of", "outcomes_of", "run"]
