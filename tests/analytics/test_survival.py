"""Kaplan–Meier and Aalen–Johansen: the closed formula on tied data, lifelines where nothing ties."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter

from jalon.analytics.survival import AalenJohansen, KaplanMeier

# Freireich et al. (1963), weeks of remission under 6-mercaptopurine, as in Kalbfleisch and Prentice; tied, censored.
WEEKS = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
RELAPSED = [1] * 9 + [0] * 12


def unequal(seed, n=80):
    """Durations without ties, causes 0 to 2, and ages at entry."""
    draw = np.random.default_rng(seed)
    durations = draw.exponential(10, n)
    entries = np.where(draw.random(n) < 0.4, durations * draw.random(n), 0.0)
    return durations, draw.integers(0, 3, n), entries


def test_gives_the_published_curve_of_freireich():
    curve = KaplanMeier().fit(WEEKS, RELAPSED)

    assert curve.times_.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk_.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve.survival_.round(4).tolist() == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert curve.quantile(0.5) == 23
    assert curve.quantile(0.9) is None


def test_counts_who_is_there_at_any_time():
    curve = KaplanMeier().fit([1, 2, 2, 3], [1, 1, 0, 0])

    assert [curve.at(time) for time in (0.5, 1, 1.5, 2, 9)] == [1.0, 0.75, 0.75, 0.5, 0.5]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("truncated", [False, True])
def test_gives_the_survival_of_lifelines_with_its_interval(seed, truncated):
    durations, causes, entries = unequal(seed)
    entered = entries if truncated else None

    curve = KaplanMeier().fit(durations, causes > 0, entries=entered)

    other = KaplanMeierFitter().fit(durations, causes > 0, entry=entered)
    interval = other.confidence_interval_survival_function_.loc[curve.times_].to_numpy()
    np.testing.assert_allclose(curve.survival_, other.survival_function_at_times(curve.times_), atol=1e-12)
    np.testing.assert_allclose(np.column_stack([curve.low_, curve.high_]), np.nan_to_num(interval), atol=1e-9)
    assert curve.quantile(0.5) == pytest.approx(other.median_survival_time_)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("truncated", [False, True])
@pytest.mark.parametrize("cause", [1, 2])
def test_gives_the_incidence_of_lifelines_with_its_interval(seed, truncated, cause):
    durations, causes, entries = unequal(seed)
    entered = entries if truncated else None

    curve = AalenJohansen().fit(durations, causes, entries=entered)

    other = AalenJohansenFitter(calculate_variance=True).fit(durations, causes, event_of_interest=cause, entry=entered)
    at = [
        table.reindex(curve.times_, method="ffill").to_numpy() for table in (other.cumulative_density_, other.variance_)
    ]
    np.testing.assert_allclose(curve.incidence_[cause], at[0][:, 0], atol=1e-12)
    given = np.isfinite(at[1].ravel())  # none by lifelines where nobody is left
    assert given.sum() >= len(given) - 1
    np.testing.assert_allclose(curve.variance_[cause][given], at[1].ravel()[given], atol=1e-12)
    interval = other.confidence_interval_.reindex(curve.times_, method="ffill").to_numpy()
    ours = np.array([curve.interval(time, cause) for time in curve.times_])
    known = given & (curve.incidence_[cause] > 0)
    np.testing.assert_allclose(ours[known], interval[known], atol=1e-9)


def test_gives_the_closed_formula_where_times_tie():
    durations, causes = [1, 1, 1, 2, 2, 3, 3, 3], [1, 2, 0, 1, 1, 2, 0, 1]

    curve = AalenJohansen().fit(durations, causes)

    assert curve.at_risk_.tolist() == [8, 5, 3]
    first, second = 1 / 8, 0.75 * 2 / 5
    third = 0.75 * 3 / 5 * 1 / 3
    assert curve.incidence_[1].tolist() == pytest.approx([first, first + second, first + second + third])
    assert curve.incidence_[2].tolist() == pytest.approx([1 / 8, 1 / 8, 1 / 8 + third])


def test_is_the_plain_share_when_everything_has_ended():
    causes = [1] * 30 + [2] * 70

    curve = AalenJohansen().fit(np.arange(1, 101), causes)

    assert curve.at(1_000, 1) == pytest.approx(0.3)
    assert curve.variance_[1][-1] == pytest.approx(0.3 * 0.7 / 100)


def test_says_less_than_one_minus_kaplan_meier_where_ways_compete():
    durations, causes, _ = unequal(1)

    won = AalenJohansen().fit(durations, causes).at(15, 1)

    assert won < 1 - KaplanMeier().fit(durations, causes == 1).at(15)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 5)), min_size=1))
def test_shares_and_what_is_left_make_one(records):
    durations, causes, entries = (np.array(column) for column in zip(*records, strict=True))

    curve = AalenJohansen().fit(durations, causes, entries=np.minimum(entries, durations))

    total = curve.survival_ + sum(curve.incidence_.values(), np.zeros(len(curve.times_)))
    np.testing.assert_allclose(total, 1.0)


@pytest.mark.parametrize(
    ("durations", "causes", "entries"),
    [([1, 2], [1], None), ([-1], [1], None), ([np.nan], [0], None), ([1], [1], [np.nan])],
)
def test_refuses_what_cannot_be_a_duration(durations, causes, entries):
    with pytest.raises(ValueError, match=r"Durations must be|Give as many"):
        AalenJohansen().fit(durations, causes, entries=entries)


def test_leaves_out_what_was_over_before_it_could_be_watched():
    curve = KaplanMeier().fit([3, 5, 8], [1, 1, 1], entries=[4, 5, 2])

    assert (curve.times_.tolist(), curve.at_risk_.tolist()) == ([8], [1])


@pytest.fixture(autouse=True)
def quiet():
    """Lifelines warns of ties by entry ages of zero, and of dependencies that it shall lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
