"""The scoring rule, with the worked checks of the method and its properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.process import MODEL_KEYS, Variables, dominant, score, weights
from jalon.process.scoring import strong

SHARE = st.floats(0, 1, allow_nan=False)
EVERY_VARIABLE = dict.fromkeys("IOCZRNTHPX", SHARE)


def test_scores_most_revenue_from_existing_customers_as_a_component():
    assert score(Variables(R=0.65, N=0.50))["relationship"] == pytest.approx(0.2625)


def test_scores_almost_all_revenue_with_time_spent_nurturing_as_the_model():
    assert score(Variables(R=0.90, N=0.75))["relationship"] == 1


@pytest.mark.parametrize(("declared", "expected"), [(0.05, 0), (0.25, 0.10), (0.60, 0.80), (0.90, 1)])
def test_scores_the_answers_about_the_team(declared, expected):
    assert score(Variables(T=declared))["team"] == pytest.approx(expected)


def test_scores_named_accounts_with_one_contact_as_not_account_based():
    assert score(Variables(P=0.90, X=0.90, H=0.05))["abs"] == 0


def test_scores_account_based_as_the_geometric_mean_of_its_three_attributes():
    assert score(Variables(P=0.40, X=0.90, H=0.40))["abs"] == pytest.approx((0.4 * 0.5 * 1) ** (1 / 3))


@pytest.mark.parametrize(
    ("variable", "model", "low", "high"),
    [
        ("I", "inbound", 0.30, 0.80),
        ("O", "outbound", 0.30, 0.80),
        ("T", "team", 0.20, 0.70),
        ("C", "channel", 0.20, 0.60),
        ("Z", "transactional", 0.30, 0.80),
    ],
)
def test_rises_in_a_straight_line_between_its_two_marks(variable, model, low, high):
    at = {share: score(Variables(**{variable: share}))[model] for share in (low, (low + high) / 2, high)}

    assert at == pytest.approx({low: 0, (low + high) / 2: 0.5, high: 1})


def test_counts_selling_time_that_is_unknown_as_shared():
    assert score(Variables(R=0.9)) == score(Variables(R=0.9, N=0.5))


def test_refuses_a_share_outside_zero_and_one():
    with pytest.raises(ValueError, match=r"R is 1.2; a share lies between 0 and 1."):
        Variables(R=1.2)


def test_names_the_model_that_changes_the_process_before_the_direction():
    scores = score(Variables(I=0.70, O=0.30, T=0.60))

    assert (scores["inbound"], scores["team"]) == (0.8, 0.8)
    assert dominant(scores) == "team"


def test_admits_a_candidate_exactly_one_tenth_below_the_highest():
    scores = score(Variables(I=0.70, O=0.30, R=0.90, N=0.50))

    assert (scores["inbound"], scores["relationship"]) == (0.8, 0.7)
    assert dominant(scores) == "relationship"


def test_leaves_out_a_candidate_further_below_the_highest():
    assert dominant(score(Variables(I=0.90, O=0.10, R=0.90, N=0.50))) == "inbound"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (Variables(Z=0.8, C=0.7, T=0.9), "transactional"),
        (Variables(C=0.7, P=0.9, H=0.9, X=0.9), "channel"),
        (Variables(P=0.9, H=0.9, X=0.9, R=0.9, N=0.75), "abs"),
        (Variables(R=0.9, N=0.75, T=0.9), "relationship"),
        (Variables(T=0.9, O=0.9), "team"),
        (Variables(O=0.9, I=0.1), "outbound"),
        (Variables(I=0.5, O=0.5), "hybrid"),
        (Variables(), "undetermined"),
    ],
)
def test_decides_in_the_order_of_the_method(variables, expected):
    assert dominant(score(variables)) == expected


def test_prefers_inbound_on_an_exact_tie_of_directions():
    assert dominant(dict.fromkeys(MODEL_KEYS, 0.0) | {"inbound": 0.6, "outbound": 0.6}) == "inbound"


@given(st.fixed_dictionaries(EVERY_VARIABLE))
def test_keeps_every_score_between_zero_and_one(values):
    assert all(0 <= value <= 1 for value in score(Variables(**values)).values())


@given(st.fixed_dictionaries(EVERY_VARIABLE))
def test_gives_weights_that_add_up_to_one_or_to_nothing(values):
    scores = score(Variables(**values))

    assert sum(weights(scores).values()) == pytest.approx(1 if any(scores.values()) else 0)


@given(st.fixed_dictionaries(EVERY_VARIABLE), st.sampled_from("IOCZRNTHPX"), SHARE)
def test_never_lowers_a_score_when_a_variable_grows(values, variable, other):
    low, high = sorted((values[variable], other))

    before, after = (score(Variables(**(values | {variable: share}))) for share in (low, high))

    assert all(before[model] <= after[model] for model in MODEL_KEYS)


@given(st.fixed_dictionaries(EVERY_VARIABLE))
def test_names_a_strong_model_close_to_the_highest_whenever_there_is_one(values):
    scores = score(Variables(**values))
    found = dominant(scores)

    if strong(scores):
        assert scores[found] >= max(0.5, max(scores.values()) - 0.1 - 1e-8)
    else:
        assert found == ("hybrid" if any(scores.values()) else "undetermined")
