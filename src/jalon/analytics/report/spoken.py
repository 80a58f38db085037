"""Numbers, shares and durations as people say them, in both languages."""

from collections.abc import Iterable

from jalon.process.definitions.text import Lang

NARROW = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK = "\N{NO-BREAK SPACE}"
NONE = "–"
FEW = 30  # below, shares and quantiles say little
UNITS = {
    "en": (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)),
    "fr": (("j", 86_400), ("h", 3_600), ("min", 60), ("s", 1)),
}


def number(value: float, lang: Lang, *, digits: int = 0) -> str:
    """`12,345` in English, `12 345` in French."""
    text = f"{value:,.{digits}f}"
    return text if lang == "en" else text.replace(",", NARROW).replace(".", ",")


def share(value: float | None, lang: Lang) -> str:
    """A share of one as a percentage with one decimal; a dash when there is none."""
    if value is None:
        return NONE
    return f"{number(value * 100, lang, digits=1)}{NARROW if lang == 'fr' else ''}%"


def duration(seconds: float | None, lang: Lang) -> str:
    """The largest unit that fits, with one decimal under ten; a dash when there is none."""
    if seconds is None:
        return NONE
    unit, size = next((one for one in UNITS[lang] if abs(seconds) >= one[1]), UNITS[lang][-1])
    value = seconds / size
    digits = 1 if abs(value) < 10 and unit != "s" else 0
    return f"{number(value, lang, digits=digits)}{NO_BREAK}{unit}"


def are_figures(cells: Iterable[str]) -> bool:
    """Whether a column of cells, spoken so, holds figures: these stand to the right."""
    return all(cell.lstrip("+−")[:1].isdigit() or cell == NONE for cell in cells)
