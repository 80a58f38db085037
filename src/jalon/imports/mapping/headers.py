"""Which field each column of a file feeds, told by its header and confirmed or denied by its content."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from jalon.imports.mapping.words import exact_headers, file_words, shared_headers, squeeze
from jalon.imports.recognising import Column, Kind
from jalon.imports.targets import NOTE, TARGETS, Subject

CLOSE = 90
LONG_ENOUGH = 5
SHORT_NAMES = {"nom", "name"}
PREFIXES: dict[str, Subject] = {
    **dict.fromkeys(
        ["company", "account", "organization", "organisation", "societe", "entreprise", "compte"], "company"
    ),
    **dict.fromkeys(["contact", "person", "personne"], "person"),
    **dict.fromkeys(["deal", "opportunity", "opportunite", "affaire", "transaction", "lead"], "deal"),
}
BY_CONTENT: dict[Kind, dict[Subject, str]] = {
    Kind.EMAIL: {"company": "person.email", "person": "person.email", "deal": "person.email"},
    Kind.URL: {"company": "company.website", "person": "company.website", "deal": "company.website"},
    Kind.PHONE: {"company": "company.phone", "person": "person.phone", "deal": "person.phone"},
    Kind.MONEY: {"deal": "deal.one_off"},
}


@dataclass(frozen=True, slots=True)
class Match:
    """What a column feeds: a target's key, or NOTE. `why` says how we know."""

    target: str
    why: Literal["header", "likeness", "content", "nothing"]


UNMATCHED = Match(NOTE, "nothing")


def subject_of(name: str, columns: Sequence[Column]) -> Subject:
    """What a file is about, told by its headers first, by its own name second."""
    votes: Counter[Subject] = Counter()
    for column in columns:
        target = exact_headers().get(squeeze(column.name))
        if target:
            votes[TARGETS[target].subject] += 1
    for word in re.split(r"[\W_]+", name):
        if squeeze(word) in file_words():
            votes[file_words()[squeeze(word)]] += 2  # type: ignore[index]
    if votes["deal"] >= 2:
        return "deal"
    return votes.most_common(1)[0][0] if votes else "deal"


def match_columns(
    columns: Sequence[Column], *, subject: Subject, taken: Collection[str] = (), feeding: Collection[Subject] = ()
) -> dict[str, Match]:
    """{column: match}; no target is given twice, nor one of `taken`, nor one of a subject not in `feeding`."""
    wanted = set(feeding) or {"company", "person", "deal"}
    given: set[str] = set(taken)
    found: dict[str, Match] = {}
    for read in (_by_header, _by_likeness, _by_content):
        for column in columns:
            if column.name in found:
                continue
            match = read(column, subject)
            if match and match.target not in given and TARGETS[match.target].subject in wanted:
                found[column.name] = match
                given.add(match.target)
    _name_beside_first_name(found)
    return {column.name: found.get(column.name, UNMATCHED) for column in columns}


def _name_beside_first_name(found: dict[str, Match]) -> None:
    """Beside « Prénom », « Nom » is the family name."""
    targets = {match.target for match in found.values()}
    if "person.first_name" not in targets or "person.last_name" in targets:
        return
    for name, match in found.items():
        if match.target == "person.name" and squeeze(name) in SHORT_NAMES:
            found[name] = Match("person.last_name", match.why)


def _by_header(column: Column, subject: Subject) -> Match | None:
    return _confirmed(column, _target_of(squeeze(column.name), subject), "header")


def _by_likeness(column: Column, subject: Subject) -> Match | None:
    squeezed = squeeze(re.sub(r"\(.*?\)|\[.*?\]", " ", column.name))
    target = _target_of(squeezed, subject)
    if target is None and len(squeezed) >= LONG_ENOUGH:
        close = process.extractOne(squeezed, exact_headers().keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
        target = exact_headers()[close[0]] if close else None
    return _confirmed(column, target, "likeness")


def _by_content(column: Column, subject: Subject) -> Match | None:
    target = BY_CONTENT.get(column.kind, {}).get(subject)
    return Match(target, "content") if target else None


def _target_of(squeezed: str, subject: Subject) -> str | None:
    """The exact meaning; else the shared one, of the subject that the header itself names or of the file's."""
    if squeezed in exact_headers():
        return exact_headers()[squeezed]
    if squeezed in shared_headers():
        return shared_headers()[squeezed].get(subject)
    for prefix, named in PREFIXES.items():
        rest = squeezed.removeprefix(prefix)
        if rest == squeezed:
            continue
        if rest in shared_headers():
            return shared_headers()[rest].get(named)
        if rest in exact_headers() and TARGETS[exact_headers()[rest]].subject == named:
            return exact_headers()[rest]
    return None


def _confirmed(column: Column, target: str | None, why: Literal["header", "likeness"]) -> Match | None:
    if target is None:
        return None
    agrees = TARGETS[target].can_be(column) if why == "header" else TARGETS[target].fits(column)
    if not agrees:
        return None
    return Match(target, why)
