"""Draws differences with their intervals, one line each, about the line of no difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from jalon.analytics.report.spoken import number
from jalon.process.definitions.text import Lang

NAMES, PLOT, LINE, HEAD = 330, 440, 30, 34
TICKS = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One difference of shares, its interval, how many it rests on, and `helps`, `harms` or neither."""

    name: str
    value: float
    low: float
    high: float
    n: int
    tone: str


def interval_chart(bars: Sequence[Bar], *, title: str, lang: Lang) -> str:
    """Give an `<svg>` of the bars, whose words for who does not see it are `title`; the scale is in points."""
    far = max(abs(edge) for bar in bars for edge in (bar.low, bar.high))
    reach = next(tick for tick in TICKS[5:] if tick >= min(far, 1.0))
    height = HEAD + LINE * len(bars) + 8
    drawn = [_tick(tick, reach, height, lang) for tick in TICKS if abs(tick) <= reach]
    drawn += [_bar(bar, HEAD + LINE * at + LINE / 2, reach, lang) for at, bar in enumerate(bars)]
    width = NAMES + PLOT + 90
    opened = f'<svg class="intervals" viewBox="0 0 {width} {height}" width="{width}" role="img"'
    return f'{opened} aria-label="{escape(title)}">{"".join(drawn)}</svg>'


def points(value: float, lang: Lang) -> str:
    """A difference of shares in points, with its sign."""
    rounded = round(value * 100, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return sign + number(abs(rounded), lang, digits=1)


def _x(value: float, reach: float) -> float:
    return NAMES + PLOT * (min(max(value, -reach), reach) + reach) / (2 * reach)


def _tick(tick: float, reach: float, height: int, lang: Lang) -> str:
    x = _x(tick, reach)
    strong = ' class="zero"' if tick == 0 else ""
    sign = "+" if tick > 0 else "−" if tick < 0 else ""
    words = f"{sign}{number(abs(tick) * 100, lang)}"
    return f'<path{strong} d="M{x:.1f} {HEAD - 8}V{height}"/><text class="count" x="{x:.1f}" y="14">{words}</text>'


def _bar(bar: Bar, y: float, reach: float, lang: Lang) -> str:
    low, high, middle = (_x(value, reach) for value in (bar.low, bar.high, bar.value))
    short = bar.name if len(bar.name) <= 48 else f"{bar.name[:47]}…"
    interval = (
        f"{points(bar.value, lang)} [{points(bar.low, lang)} … {points(bar.high, lang)}], n = {number(bar.n, lang)}"
    )
    return (
        f'<g class="{bar.tone}"><title>{escape(bar.name)}: {interval}</title>'
        f'<text class="name" x="{NAMES - 14}" y="{y + 4}">{escape(short)}</text>'
        f'<path class="whole" d="M{low:.1f} {y}H{high:.1f}"/><circle cx="{middle:.1f}" cy="{y}" r="5"/>'
        f'<text class="count" x="{NAMES + PLOT + 50}" y="{y + 4}">{points(bar.value, lang)}</text></g>'
    )
