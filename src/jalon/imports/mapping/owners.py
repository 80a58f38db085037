"""Which colleague a name in a file means."""

from collections.abc import Mapping
from uuid import UUID

from rapidfuzz import fuzz, process

from jalon.imports.mapping.words import squeeze

CLOSE = 90


def suggest_owner(word: str, members: Mapping[UUID, tuple[str, str]]) -> UUID | None:
    """The member, of {id: (name, e-mail)}, whose name or address this is; None for nobody.

    « Dupont Jean », "jean.dupont" and "Jean DUPONT" are one; two members of one name are nobody.
    """
    found = [member for member, (name, email) in members.items() if _is(word, name, email)]
    if found:
        return found[0] if len(found) == 1 else None
    names = {member: squeeze(name) for member, (name, _email) in members.items() if name}
    close = process.extractOne(squeeze(word), names, scorer=fuzz.ratio, score_cutoff=CLOSE)
    return close[2] if close else None


def _is(word: str, name: str, email: str) -> bool:
    if "@" in word:
        return word.strip().lower() == email.lower()
    wanted = sorted(_parts(word))
    return bool(wanted) and wanted in (sorted(_parts(name)), sorted(_parts(email.split("@")[0])))


def _parts(text: str) -> list[str]:
    return [
        squeeze(part) for part in text.replace(".", " ").replace("_", " ").replace(",", " ").split() if squeeze(part)
    ]
