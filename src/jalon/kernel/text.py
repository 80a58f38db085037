"""Text folded so that both database engines find the same thing."""

import unicodedata


def fold(*parts: str | None) -> str:
    """Lower case without accents, words parted by one blank: « Société Générale » becomes "societe generale"."""
    text = " ".join(part for part in parts if part).replace("\x00", "")  # PostgreSQL keeps no NUL
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(text.translate(_PLAIN).split())


class _Plain(dict[int, str]):
    """What `str.translate` writes for a letter: taken apart, without its marks, in lower case; each is asked once."""

    def __missing__(self, letter: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(letter))
        self[letter] = "".join(part for part in apart if not unicodedata.combining(part)).casefold()
        return self[letter]


_PLAIN = _Plain({ord("œ"): "oe", ord("Œ"): "oe", ord("æ"): "ae"})
