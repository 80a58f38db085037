"""Draws the directly-follows map as SVG: activities in layers, arrows as wide as they are frequent."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt

from jalon.analytics.report.spoken import duration, number
from jalon.process.definitions.text import Lang

type Arc = tuple[str, str, int, float | None]  # from, to, count, median wait in seconds

SHOWN_NODES = 24
SHOWN_ARCS = 48
COVERED = 0.9  # of all steps; the rest is in the table
WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 190, 40, 56, 62, 30
SIDE = 110  # room on both sides for the arrows that pass others


@dataclass(frozen=True)
class Box:
    x: int
    y: int


def process_map(arcs: Sequence[Arc], *, events: dict[str, int], lang: Lang) -> str:
    """Give an `<svg>` with the arcs that cover most steps, and the commonest way into each activity."""
    names = sorted(events, key=lambda name: (-events[name], name))[:SHOWN_NODES]
    among = [arc for arc in arcs if arc[0] in names and arc[1] in names]
    shown = _worth_showing(among)
    boxes = _placed(_layers(names, among))
    most = max((arc[2] for arc in shown), default=1)
    width = max((box.x for box in boxes.values()), default=0) + WIDTH + SIDE + MARGIN
    height = max((box.y for box in boxes.values()), default=0) + HEIGHT + MARGIN
    drawn = [_arrow(arc, boxes, most, lang) for arc in shown]
    drawn += [_box(name, boxes[name], events[name], lang) for name in names]
    return f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img">{MARKER}{"".join(drawn)}</svg>'


MARKER = (
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" '
    'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>'
)


def _worth_showing(arcs: Sequence[Arc]) -> list[Arc]:
    total = sum(arc[2] for arc in arcs)
    shown: list[Arc] = []
    seen = 0
    for arc in arcs:
        if seen >= COVERED * total or len(shown) >= SHOWN_ARCS:
            break
        shown.append(arc)
        seen += arc[2]
    return shown + [arc for arc in _strongest_in(arcs) if arc not in shown]


def _strongest_in(arcs: Sequence[Arc]) -> list[Arc]:
    best: dict[str, Arc] = {}
    for arc in arcs:
        if arc[0] != arc[1]:
            best.setdefault(arc[1], arc)
    return list(best.values())


def _layers(names: Sequence[str], arcs: Sequence[Arc]) -> list[list[str]]:
    """Put each activity one layer below the latest that leads to it, along frequent arcs that close no circle."""
    after: dict[str, set[str]] = {name: set() for name in names}
    for start, end, _, _ in [*_strongest_in(arcs), *arcs[:SHOWN_ARCS]]:
        if start != end and not _reaches(after, end, start):
            after[start].add(end)
    depth = dict.fromkeys(names, 0)
    for _ in names:
        for start in names:
            for end in after[start]:
                depth[end] = max(depth[end], depth[start] + 1)
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name in names:
        layers[depth[name]].append(name)
    return layers


def _reaches(after: dict[str, set[str]], start: str, goal: str) -> bool:
    seen, front = set(), [start]
    while front:
        here = front.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            front.extend(after[here])
    return False


def _placed(layers: Sequence[Sequence[str]]) -> dict[str, Box]:
    widest = max((len(layer) for layer in layers), default=1)
    boxes = {}
    for row, layer in enumerate(layers):
        indent = (widest - len(layer)) * (WIDTH + GAP_X) // 2
        for column, name in enumerate(layer):
            boxes[name] = Box(SIDE + indent + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y))
    return boxes


def _box(name: str, box: Box, events: int, lang: Lang) -> str:
    short = name if len(name) <= 25 else f"{name[:24]}…"
    middle = box.x + WIDTH // 2
    return (
        f'<g><title>{escape(name)}</title><rect x="{box.x}" y="{box.y}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
        f'<text x="{middle}" y="{box.y + 17}">{escape(short)}</text>'
        f'<text class="count" x="{middle}" y="{box.y + 32}">{number(events, lang)}</text></g>'
    )


def _arrow(arc: Arc, boxes: dict[str, Box], most: int, lang: Lang) -> str:
    start, end, count, wait = arc
    path, x, y = _path(boxes[start], boxes[end])
    width = 1 + 5 * sqrt(count / most)
    words = f"{start} → {end}: {number(count, lang)} × {duration(wait, lang)}"
    return (
        f'<g class="arc"><title>{escape(words)}</title><path d="{path}" stroke-width="{width:.1f}"/>'
        f'<text x="{x:.0f}" y="{y:.0f}">{number(count, lang)}</text></g>'
    )


def _path(start: Box, end: Box) -> tuple[str, float, float]:
    """A curve with the place of its label: down to the next layer, out on the left past others, on the right back."""
    layers = (end.y - start.y) // (HEIGHT + GAP_Y)
    if start == end:
        x, y = start.x + WIDTH, start.y + HEIGHT / 2
        return f"M{x} {y - 8}c28 -10 28 26 0 16", x + 26, y + 22
    if layers == 1:
        x1, y1, x2, y2 = start.x + WIDTH / 2, start.y + HEIGHT, end.x + WIDTH / 2, end.y
        bend = (y2 - y1) / 2
        return f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}", (x1 + x2) / 2, (y1 + y2) / 2 + 4
    return _around(start, end, layers)


def _around(start: Box, end: Box, layers: int) -> tuple[str, float, float]:
    """Out on one side, the further the more layers are passed; forward on the left, backward on the right."""
    y1, y2 = start.y + HEIGHT / 2, end.y + HEIGHT / 2
    far = min(SIDE, 24 + 10 * abs(layers))
    if layers > 1:
        x1, x2 = float(start.x), float(end.x)
        out = min(x1, x2) - far
    else:
        x1, x2 = float(start.x + WIDTH), float(end.x + WIDTH)
        out = max(x1, x2) + far
    label = out + (far if layers > 1 else -far) / 4
    return f"M{x1} {y1}C{out} {y1} {out} {y2} {x2} {y2}", label, (y1 + y2) / 2 + 4
