"""Text folded letter by letter gives what folding it whole would."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from jalon.kernel.text import fold


def whole(text: str) -> str:
    """The definition: taken apart as one, marks dropped, lower case, words parted by one blank."""
    for letter, written in {"\x00": "", "œ": "oe", "Œ": "oe", "æ": "ae"}.items():
        text = text.replace(letter, written)
    apart = unicodedata.normalize("NFKD", text)
    return " ".join("".join(part for part in apart if not unicodedata.combining(part)).casefold().split())


@given(st.text())
def test_folds_any_text_as_its_definition_says(text):
    assert fold(text) == whole(text)


def test_folds_accents_ligatures_and_blanks():
    assert fold("  Société\u00a0Générale ", None, "Œuvres & Cæsar", "STRASSE ﬁn") == (
        "societe generale oeuvres & caesar strasse fin"
    )
