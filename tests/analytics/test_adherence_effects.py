"""The difference in outcome that goes with a deviation."""

import polars as pl
import pytest

from jalon.analytics.adherence.effects import effects, newcombe


@pytest.mark.parametrize(
    ("table", "interval"),
    [
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((10, 10, 0, 20), (0.6791, 1.0000)),
        ((10, 10, 0, 10), (0.6075, 1.0000)),
    ],
)
def test_gives_the_intervals_that_newcombe_published(table, interval):
    """Statistics in Medicine 17 (1998), p. 873, table II, method 10."""
    assert newcombe(*table) == pytest.approx(interval, abs=5e-5)


def could(won_with, with_, won_without, without, *, open_=0):
    outcomes = ["won"] * won_with + ["lost"] * (with_ - won_with)
    others = ["won"] * won_without + ["no_decision"] * (without - won_without) + [None] * open_
    has = [True] * len(outcomes) + [False] * len(others)
    columns = {"outcome": pl.Series(outcomes + others, dtype=pl.String), "has": pl.Series(has, dtype=pl.Boolean)}
    return pl.DataFrame(columns).with_columns(shows="has")


def verdict(*table, **more):
    return effects([(("skip", "SHOW", ""), could(*table, **more))]).row(0, named=True)


def test_counts_open_cases_and_compares_decided_ones():
    one = verdict(30, 60, 20, 80, open_=40)

    assert (one["cases"], one["could"], one["share"]) == (60, 180, pytest.approx(1 / 3))
    assert (one["won_with"], one["decided_with"], one["won_without"], one["decided_without"]) == (30, 60, 20, 80)
    assert one["difference"] == pytest.approx(0.25)
    assert one["p"] == pytest.approx(0.00225, abs=5e-6)  # of chi-squared 28/3, one degree of freedom


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ((40, 60, 20, 60), "helps"),
        ((20, 60, 40, 60), "harms"),
        ((30, 60, 31, 60), "no_difference"),
        ((40, 50, 10, 49), "too_few"),
        ((9, 9, 10, 200), "too_few"),
        ((5, 9, 0, 0), "too_few"),
    ],
)
def test_reads_help_harm_or_too_few(table, expected):
    assert verdict(*table)["verdict"] == expected


def test_does_not_call_the_luckiest_of_many_a_finding():
    noise = [(("extra", f"x{at}", ""), could(50, 100, 50, 100)) for at in range(19)]
    lucky = (("extra", "lucky", ""), could(58, 100, 43, 100))

    alone, among = effects([lucky]), effects([lucky, *noise])

    assert alone.filter(step="lucky")["verdict"].item() == "helps"
    assert among.filter(step="lucky")["verdict"].item() == "no_difference"


def test_says_nothing_of_what_nobody_does():
    assert effects([(("late", "SHOW", ""), could(0, 0, 5, 10))]).height == 0
