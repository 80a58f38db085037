"""The words a workspace uses for what it sells with: deal or opportunity, affaire, dossier or transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "fr"]
Kind = Literal["lead", "deal", "company", "person"]


@dataclass(frozen=True, slots=True)
class Noun:
    """One word in one language: « une affaire, des affaires »."""

    one: str
    many: str
    is_feminine: bool = False


NOUNS: Mapping[Kind, Mapping[str, Mapping[Language, Noun]]] = {
    "lead": {
        "lead": {"en": Noun("lead", "leads"), "fr": Noun("piste", "pistes", True)},
        "prospect": {"en": Noun("prospect", "prospects"), "fr": Noun("prospect", "prospects")},
        "contact": {"en": Noun("contact", "contacts"), "fr": Noun("contact", "contacts")},
        "enquiry": {"en": Noun("enquiry", "enquiries"), "fr": Noun("demande", "demandes", True)},
    },
    "deal": {
        "deal": {"en": Noun("deal", "deals"), "fr": Noun("affaire", "affaires", True)},
        "opportunity": {
            "en": Noun("opportunity", "opportunities"),
            "fr": Noun("opportunité", "opportunités", True),
        },
        "transaction": {
            "en": Noun("transaction", "transactions"),
            "fr": Noun("transaction", "transactions", True),
        },
        "file": {"en": Noun("file", "files"), "fr": Noun("dossier", "dossiers")},
        "project": {"en": Noun("project", "projects"), "fr": Noun("projet", "projets")},
    },
    "company": {
        "company": {"en": Noun("company", "companies"), "fr": Noun("société", "sociétés", True)},
        "business": {"en": Noun("business", "businesses"), "fr": Noun("entreprise", "entreprises", True)},
        "account": {"en": Noun("account", "accounts"), "fr": Noun("compte", "comptes")},
        "organisation": {
            "en": Noun("organisation", "organisations"),
            "fr": Noun("organisation", "organisations", True),
        },
        "customer": {"en": Noun("customer", "customers"), "fr": Noun("client", "clients")},
    },
    "person": {
        "person": {"en": Noun("person", "people"), "fr": Noun("personne", "personnes", True)},
        "contact": {"en": Noun("contact", "contacts"), "fr": Noun("contact", "contacts")},
    },
}


def noun(chosen: Mapping[str, str], kind: Kind, language: str) -> Noun:
    """The word for `kind` in `language` by the workspace’s choices (`workspace.nouns`); else the usual word."""
    words = NOUNS[kind]
    word = words.get(chosen.get(kind, ""), words[kind])
    return word["fr" if language.startswith("fr") else "en"]
