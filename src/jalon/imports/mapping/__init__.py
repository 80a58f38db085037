"""Suggest which column feeds what, how files join, which stage and which colleague a word means."""

from jalon.imports.mapping.apart import suggest_stages
from jalon.imports.mapping.files import FileRead, suggest_plan
from jalon.imports.mapping.headers import Match, match_columns, subject_of
from jalon.imports.mapping.joins import Join, suggest_joins
from jalon.imports.mapping.owners import suggest_owner
from jalon.imports.mapping.stages import suggest_outcome, suggest_stage

__all__ = [
    "FileRead",
    "Join",
    "Match",
    "match_columns",
    "subject_of",
    "suggest_joins",
    "suggest_outcome",
    "suggest_owner",
    "suggest_plan",
    "suggest_stage",
    "suggest_stages",
]
