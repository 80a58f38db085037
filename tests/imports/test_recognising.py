"""What a column holds is told by all of its rows, and what no row decides is said to be a doubt."""

from datetime import UTC, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.imports.recognising import DateOrder, DateStyle, Kind, NumberStyle, read_instants, read_numbers, recognise


def column(*cells, day_first=True, decimal=","):
    return recognise(pl.Series("x", cells, dtype=pl.String), day_first=day_first, decimal=decimal)


def instants(*cells, zone="Europe/Paris", **doubts):
    series = pl.Series("x", cells, dtype=pl.String)
    return read_instants(series, column(*cells, **doubts).dates, zone=zone).to_list()


def numbers(*cells, **doubts):
    return read_numbers(pl.Series("x", cells, dtype=pl.String), column(*cells, **doubts).numbers).to_list()


def at(year, month, day, hour=12, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("ada@x.fr", "Bo@Y.com"), Kind.EMAIL),
        (("12/03/2024", "2024-03-12"), Kind.DATE),
        (("12 mars 2024", "1er août 2024"), Kind.DATE),
        (("1 234,50 €", "12", "3 k€"), Kind.MONEY),
        (("$1,200.00", "($5.00)"), Kind.MONEY),
        (("1 234,5", "12 000"), Kind.NUMBER),
        (("1", "200"), Kind.WHOLE),
        (("45 %", "12,5%"), Kind.PERCENT),
        (("06 12 34 56 78", "+33 6 12 34 56 78", "0612345678"), Kind.PHONE),
        (("www.acme.fr", "https://beta.com/x"), Kind.URL),
        (("oui", "non", "Oui"), Kind.BOOLEAN),
        (("00123", "00456"), Kind.TEXT),
        (("Acme", "12", "NA"), Kind.TEXT),
        ((None, None), Kind.EMPTY),
        (("12/03/2024", "n/a", "-", "13/03/2024"), Kind.DATE),
    ],
)
def test_tells_the_kind_of_a_column(cells, kind):
    assert column(*cells).kind == kind


def test_tells_samples_and_whether_values_are_keys():
    told = column("a", "b", "a", "c", "d")

    assert (told.samples, told.filled, told.distinct, told.is_key) == (("a", "b", "c"), 5, 4, False)


def test_reads_days_first_where_one_row_of_many_says_so():
    cells = ["01/02/2024"] * 5_000 + ["13/02/2024"]

    told = column(*cells, day_first=False)

    assert (told.dates.order, told.dates.is_ambiguous) == (DateOrder.DAY_FIRST, False)


def test_reads_months_first_where_a_row_says_so():
    assert instants("01/02/2024", "01/30/2024") == [at(2024, 1, 2, 11), at(2024, 1, 30, 11)]


def test_says_that_no_row_decides_the_order():
    told = column("01/02/2024", "03/04/2024")

    assert told.dates.is_ambiguous
    assert instants("01/02/2024", "03/04/2024")[0] == at(2024, 2, 1, 11)
    assert instants("01/02/2024", "03/04/2024", day_first=False)[0] == at(2024, 1, 2, 11)


def test_says_that_rows_contradict_each_other():
    told = column("13/02/2024", "02/13/2024", "14/02/2024")

    assert told.dates.is_mixed


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("2024-03-12", at(2024, 3, 12, 11)),
        ("2024-07-12", at(2024, 7, 12, 10)),
        ("12.03.2024", at(2024, 3, 12, 11)),
        ("12/03/24", at(2024, 3, 12, 11)),
        ("12/03/99", at(1999, 3, 12, 11)),
        ("2024-03-12 09:30", at(2024, 3, 12, 8, 30)),
        ("2024-03-12T09:30:00Z", at(2024, 3, 12, 9, 30)),
        ("2024-03-12 09:30:00+02:00", at(2024, 3, 12, 7, 30)),
        ("12/03/2024 2:30 PM", at(2024, 3, 12, 13, 30)),
        ("12 mars 2024", at(2024, 3, 12, 11)),
        ("1er août 2024", at(2024, 8, 1, 10)),
        ("20-Oct-16", at(2016, 10, 20, 10)),
        ("Oct 20, 2016", at(2016, 10, 20, 10)),
    ],
)
def test_reads_a_day_at_noon_and_a_time_where_the_workspace_is(cell, instant):
    assert instants(cell) == [instant]


def test_leaves_what_is_no_date_unread():
    cells = pl.Series("x", ["12/03/2024", "31/02/2024", "2500-01-01", "soon", "n/a"])

    assert read_instants(cells, DateStyle(DateOrder.DAY_FIRST), zone="Europe/Paris")[1:].to_list() == [None] * 4


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        (("1 234,50", "12"), ["1234.5", "12"]),
        (("1\u202f234,50 €", "3.000,25"), ["1234.5", "3000.25"]),
        (("1,234.50", "12"), ["1234.5", "12"]),
        (("$1,200.00", "($5.00)", "-3 $"), ["1200", "-5", "-3"]),
        (("12k", "1,5M€"), ["12000", "1500000"]),
        (("45 %",), ["45"]),
        (("1’234.50", "2'000.10"), ["1234.5", "2000.1"]),
        (("1.5", "2,5", "3"), ["1.5", "2.5", "3"]),
        (("0,125", "0,5"), ["0.125", "0.5"]),
        (("7-", "−2"), ["-7", "-2"]),
    ],
)
def test_reads_figures_as_people_write_them(cells, figures):
    assert numbers(*cells) == [Decimal(figure) for figure in figures]


def test_takes_a_lone_comma_before_three_digits_for_thousands_and_says_so():
    assert column("1,234", "2.345").numbers.is_ambiguous
    assert numbers("1,234", "2.345") == [Decimal(1234), Decimal(2345)]


def test_leaves_what_is_no_figure_unread():
    assert read_numbers(pl.Series("x", ["12", "twelve", "1e5", "-", "1.2.3,4,5"]), NumberStyle(","))[1:4].to_list() == [
        None,
        None,
        None,
    ]


@given(st.integers(-(10**11), 10**11), st.sampled_from([("fr", "\u202f", ","), ("us", ",", "."), ("de", ".", ",")]))
def test_reads_back_any_amount_written_with_cents(minor, style):
    _name, blank, comma = style
    whole, cents = divmod(abs(minor), 100)
    written = ("-" if minor < 0 else "") + f"{whole:,}".replace(",", blank) + f"{comma}{cents:02d}"

    assert numbers(written) == [Decimal(minor) / 100]
