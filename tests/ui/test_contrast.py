"""Colours that carry text or meaning stand out enough, in light and in dark (WCAG 2.2 AA)."""

import math
import re
from pathlib import Path

import pytest

from jalon import ui

TOKENS = (Path(ui.__file__).parent / "static/ui/css/tokens.css").read_text(encoding="utf-8")
PAIR = re.compile(r"--([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\)")
COLOURS = {name: {"light": light.split(), "dark": dark.split()} for name, light, dark in PAIR.findall(TOKENS)}
THEMES = ["light", "dark"]
MARKS = ["line-field", "vermilion", "watch"]


def luminance(parts: list[str]) -> float:
    """Relative luminance of an OKLCH colour, by Björn Ottosson's matrices; out-of-gamut channels are clipped."""
    lightness, chroma, hue = float(parts[0].rstrip("%")) / 100, float(parts[1]), math.radians(float(parts[2]))
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: str) -> float:
    bright, dim = sorted((luminance(COLOURS[one][theme]), luminance(COLOURS[other][theme])), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("paper", ["paper", "paper-raised", "paper-sunken", "paper-hover"])
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "ink-muted", "vermilion-ink", "good", "watch-ink"])
def test_text_reads_on_every_paper(ink, paper, theme):
    assert contrast(ink, paper, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "wash"), [("vermilion-ink", "vermilion-wash"), ("good", "good-wash"), ("watch-ink", "watch-wash")]
)
def test_text_reads_on_its_wash(ink, wash, theme):
    assert contrast(ink, wash, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("mark", [*MARKS, *(name for name in COLOURS if name.startswith("phase-"))])
def test_marks_stand_out_from_the_paper(mark, theme):
    assert contrast(mark, "paper", theme) >= 3


def test_white_reads_on_ink():
    assert [contrast("on-ink", "ink", theme) >= 4.5 for theme in THEMES] == [True, True]
