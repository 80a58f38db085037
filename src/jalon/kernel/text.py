"""Text folded so that both database engines find the same thing."""

import unicodedata


def fold(*parts: str | None) -> str:
    """Lower case without accents, words parted by one blank: « Société Générale » becomes "societe generale"."""
    text = " ".join(part for part in parts if part).replace("\x00", "")  # PostgreSQL keeps no NUL
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae"))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
