"""Names folded for finding and for matching."""

import re

from jalon.kernel.text import fold

LEGAL_FORMS = frozenset(
    "sarl sas sasu sa eurl sci snc scop ei gmbh ag kg ug ohg se ltd limited llp plc llc inc incorporated corp "
    "corporation co company bv nv srl spa sl slu ab oy as aps group groupe holding".split()
)


def match_key(name: str) -> str:
    """What two spellings of one company share: folded, punctuation and legal forms aside.

    « Société Générale S.A. » and "Societe Generale" give the same; a name made of legal forms alone is kept.
    """
    undotted = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", fold(name))
    words = re.findall(r"[^\W_]+", undotted.replace("'", "").replace("’", ""))
    return " ".join(word for word in words if word not in LEGAL_FORMS)[:200] or " ".join(words)[:200]


def domain_of(website: str) -> str:
    """The bare domain of a web address or e-mail: "https://www.acme.fr/x" gives "acme.fr"."""
    host = re.sub(r"^[a-z]+://", "", website.strip().lower()).split("/")[0].split("@")[-1].split(":")[0]
    return host.removeprefix("www.")[:120]
