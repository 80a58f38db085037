"""The catalogue of verbs: what can be recorded, and which particulars each carries."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


class UnknownVerb(LookupError):  # noqa: N818 - it names what is wrong
    """A verb that no room has declared."""


class Particulars(BaseModel):
    """Plain facts of an event: ids, keys, numbers, dates; never words that a person wrote nor personal data."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoParticulars(Particulars):
    """The verb says it all."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of the catalogue; `words` (English, French) say it to people, `version` counts its shapes."""

    name: str
    particulars: type[Particulars]
    words: tuple[str, str]
    version: int = 1


_catalogue: dict[str, Verb] = {}


def declare(name: str, particulars: type[Particulars] = NoParticulars, *, en: str, fr: str, version: int = 1) -> Verb:
    """Add a verb, from a room's `verbs.py`. Raises ValueError when another verb has this name."""
    verb = Verb(name, particulars, (en, fr), version)
    if _catalogue.setdefault(name, verb) != verb:
        raise ValueError(f"the verb {name} is declared twice")
    return verb


def verb_named(name: str) -> Verb:
    """The verb called `name`. Raises UnknownVerb."""
    try:
        return _catalogue[name]
    except KeyError:
        raise UnknownVerb(f"no verb {name}: declare it in its room's verbs.py") from None


def all_verbs() -> list[Verb]:
    """Every verb, by name."""
    return sorted(_catalogue.values(), key=lambda verb: verb.name)
