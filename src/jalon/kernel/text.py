"""Text folded so that both database engines find the same thing."""

import unicodedata


def fold(*parts: str | None) -> str:
    """Lower case without accents, words parted by one blank: « Société Générale » becomes "societe generale"."""
    text = " ".join(part for part in parts if part).replace("\x00", "")  # PostgreSQL keeps no NUL
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae"))
    return " ".join(plain.translate(_WITHOUT_MARKS).casefold().split())


class _Marks(dict[int, int | None]):
    """Drops accents in `str.translate`; what a letter is gets asked once."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.combining(chr(letter)) else letter
        return self[letter]


_WITHOUT_MARKS = _Marks()
