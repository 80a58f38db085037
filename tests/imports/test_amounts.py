"""An amount that comes from a file is held to what holds for one typed by hand."""

import pytest

from jalon.deals.actions._value import value_of
from jalon.deals.actions.take_over import CannotTakeOver, TakenOver, take_over_deals
from jalon.deals.models import Deal
from jalon.directory.models import Company
from jalon.imports.queries import problem_page
from jalon.kernel.ids import new_id
from jalon.timeline.actions import start_operation

MOST = 9_000_000_000_000_000


@pytest.mark.parametrize("written", ["-500", "(500)", "500-", "−0.01"])
@pytest.mark.parametrize("column", ["Amount", "ARR", "MRR"])
def test_refuses_a_row_whose_amount_is_negative(load, pipeline, column, written):
    import_ = load({"deals.csv": f"Deal;Stage;{column}\nOne;Qualify;{written}\nTwo;Qualify;0\n"})

    problem = problem_page(import_).rows[0]
    assert list(Deal.objects.values_list("title", "value_minor")) == [("Two", 0)]
    assert (problem.row, problem.value, problem.column) == (2, written, column)
    assert problem.why == f"“{written}” is less than nothing: write an amount of 0 or more."


@pytest.mark.parametrize("column", ["Amount", "ARR", "MRR"])
def test_refuses_a_row_whose_amount_is_beyond_all_measure(load, pipeline, column):
    load({"deals.csv": f"Deal;Stage;{column}\nOne;Qualify;90000000000000.01\nTwo;Qualify;7\n"})

    assert Deal.objects.get().title == "Two"


def test_refuses_a_row_that_is_too_much_over_its_term(load, pipeline):
    text = "Deal;Stage;ARR;Term months\nOne;Qualify;80000000000000;24\nTwo;Qualify;80000000000000;13\n"

    import_ = load({"deals.csv": text})

    assert Deal.objects.get().value_minor == 8_666_666_666_666_667
    assert "correct the amount or the months" in problem_page(import_).rows[0].why


def test_leaves_out_a_negative_revenue_and_says_so(load, pipeline):
    import_ = load({"companies.csv": "Company;Annual revenue\nAcme;-5\n"})

    assert Company.objects.get().revenue_minor is None
    assert [one.value for one in problem_page(import_, refusing=False).rows] == ["-5"]


@pytest.mark.parametrize(
    ("amounts", "value"),
    [
        ((None, None, None), 0),
        ((5, 100, None), 105),
        ((0, 1, 6), 0),
        ((0, 3, 6), 2),
        ((0, 1, 7), 1),
        ((0, MOST - 1, 11), 8_249_999_999_999_999),
        ((1, MOST - 1, 13), 9_750_000_000_000_000),
    ],
)
def test_counts_the_value_over_the_term_to_the_unit(amounts, value):
    assert value_of(*amounts) == value


@pytest.mark.parametrize("amounts", [{"one_off_minor": -1}, {"recurring_minor": MOST, "term_months": 13}])
def test_takes_no_deal_over_that_nobody_could_edit(pipeline, cast, noon, amounts):
    actor = start_operation("imports.run", actor=cast.actor(), at=noon)
    deal = TakenOver(new_id(), "One", "QUALIFY", "EUR", noon, noon, **amounts)

    with pytest.raises(CannotTakeOver):
        take_over_deals(rows=[deal], pipeline=pipeline, actor=actor, at=noon)

    assert Deal.objects.count() == 0
