"""A small book of deals whose figures can be counted by hand.

Hours are days here: the clock of `events` counts hours, so a day is 24 of them. Stages A, B, C; the opportunity line
is B. The window is the 30 days from the start.

| case | A | B | C | end | amount | direction |
| won1 | 0 | 2 | 6 | won 10 | 100 at A, 120 at B, 150 at won | in |
| won2 | 1 | 3 | – | won 8 (skips C) | 50 | out |
| lost | 2 | 4 | – | lost 9 | 200 | in |
| back | 3 | 5 | 7, B again 9 | open | 80 | none known |
| out  | 4 | – | – | disqualified 5 | – | out |
| none | 5 | 6 | – | no decision 26 | 40 | in |
"""

from datetime import timedelta

from jalon.analytics.kpis import Window, sales_of
from tests.eventlog.logs import START, events, on

DECIDING = {"won": ["Won"], "lost": ["Lost"], "no_decision": ["None"], "disqualified": ["Out"]}
ROWS = (
    ("won1", "A", 0, 100.0, "in", "Ana"),
    ("won1", "B", 2, 120.0, "in", "Ana"),
    ("won1", "C", 6, None, "in", "Bob"),
    ("won1", "Won", 10, 150.0, "out", "Bob"),
    ("won2", "A", 1, None, "out", "Ana"),
    ("won2", "B", 3, 50.0, "in", "Ana"),
    ("won2", "Won", 8, None, "out", "Ana"),
    ("lost", "A", 2, None, "in", "Ana"),
    ("lost", "B", 4, 200.0, "out", "Ana"),
    ("lost", "Lost", 9, None, "out", "Ana"),
    ("back", "A", 3, None, None, "Bob"),
    ("back", "B", 5, 80.0, None, "Bob"),
    ("back", "C", 7, None, None, "Bob"),
    ("back", "B", 9, None, None, "Bob"),
    ("out", "A", 4, None, "out", "Bob"),
    ("out", "Out", 5, None, "out", "Bob"),
    ("none", "A", 5, None, "in", "Ana"),
    ("none", "B", 6, 40.0, "in", "Ana"),
    ("none", "None", 26, None, "out", "Ana"),
)
WINDOW = Window(start=START, end=START + timedelta(days=30))


def book(engine, folder, *, window=WINDOW, **how):
    """The sales of the book, read by an engine."""
    table = events(
        *[(case, activity, day * 24) for case, activity, day, *_ in ROWS],
        amount=[row[3] for row in ROWS],
        direction=[row[4] for row in ROWS],
        actor=[row[5] for row in ROWS],
    )
    log = on(engine, table, folder, carry=("amount", "direction", "actor"))
    settings = {"deciding": DECIDING, "stages": ("A", "B", "C"), "line": "B", "at": window.end} | how
    return sales_of(log, window=window, **settings)
