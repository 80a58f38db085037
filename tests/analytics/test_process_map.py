"""The drawing of the map."""

import re

from jalon.analytics.report.process_map import process_map

ARCS = [
    ("Lead", "Offer", 9, 3_600.0),
    ("Offer", "Signed", 8, None),
    ("Offer", "Lead", 2, 60.0),
    ("Lead", "Lead", 1, 5.0),
]
EVENTS = {"Lead": 12, "Offer": 10, "Signed": 8}


def boxes(drawn):
    """The height at which each activity stands."""
    return {name: int(y) for name, y in re.findall(r"<g><title>([^<]+)</title><rect x=\"\d+\" y=\"(\d+)\"", drawn)}


def test_puts_what_follows_below_whatever_comes_back():
    placed = boxes(process_map(ARCS, events=EVENTS, lang="en"))

    assert placed["Lead"] < placed["Offer"] < placed["Signed"]


def test_draws_frequent_arrows_wider_and_says_how_long_they_take():
    drawn = process_map(ARCS, events=EVENTS, lang="en")

    widths = dict(re.findall(r"<title>(\w+ → \w+)[^<]*</title><path d=\"[^\"]+\" stroke-width=\"([\d.]+)\"", drawn))
    assert float(widths["Lead → Offer"]) > float(widths["Offer → Lead"])
    assert "Lead → Offer: 9 × 1.0\N{NO-BREAK SPACE}h" in drawn


def test_keeps_the_commonest_way_into_each_activity_when_rare_arrows_are_left_out():
    rare = [("Lead", "Offer", 1_000, 1.0), ("Lead", "Audit", 3, 1.0), ("Offer", "Audit", 1, 1.0)]

    drawn = process_map(rare, events={"Lead": 1_003, "Offer": 1_000, "Audit": 4}, lang="en")

    assert "Lead → Audit" in drawn
    assert "Offer → Audit" not in drawn


def test_escapes_names():
    drawn = process_map([("<a>", "b & c", 1, 1.0)], events={"<a>": 1, "b & c": 1}, lang="en")

    assert "<a>" not in drawn
    assert "b &amp; c" in drawn


def test_draws_an_empty_log():
    assert process_map([], events={}, lang="en").startswith("<svg")
