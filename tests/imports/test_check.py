"""The dry run says what would happen, row by row, and writes nothing."""

import pytest

from jalon.deals.models import Deal
from jalon.directory.models import Company
from jalon.imports.actions import NotAPlan, check_import, correct_cell
from jalon.imports.actions._claim import ImportChanged
from jalon.imports.models import Status
from jalon.imports.queries import figures_of, plan_of, problem_page, report_rows
from jalon.imports.staging.context import NoPipeline
from jalon.kernel.errors import NotAllowed
from jalon.timeline.models import Event


def test_writes_nothing_but_its_verdict(begin, check, pipeline):
    events = Event.objects.count()

    import_ = check(begin({"deals.csv": "Deal,Company,Stage\nOne,Acme,Qualify\n"}))

    assert (Deal.objects.count(), Company.objects.count(), Event.objects.count()) == (0, 0, events)
    assert import_.status == Status.CHECKED
    figures = figures_of(import_)
    assert (figures.rows, figures.new, figures.companies, figures.deals) == (1, 1, 1, 1)


def test_refuses_rows_one_by_one_and_says_why(begin, check, pipeline):
    text = (
        "Deal,Stage,Amount,Close date\n"
        "One,Qualify,12,2026-01-30\n"
        "Two,Nowhere,12,2026-01-30\n"
        "Three,Qualify,lots,2026-01-30\n"
        "Four,Qualify,12,2026-02-31\n"
        ",Qualify,12,2026-01-30\n"
        "Six,Qualify,12\n"
    )

    import_ = check(begin({"deals.csv": text}))

    page = problem_page(import_)
    assert [(row.row, row.column) for row in page.rows] == [
        (3, "Stage"),
        (4, "Amount"),
        (5, "Close date"),
        (6, "Deal"),
        (7, ""),
    ]
    assert "“lots” is not an amount" in page.rows[1].why
    assert figures_of(import_).refused == 5
    assert figures_of(import_).new == 1


def test_leaves_cells_out_instead_when_told_to(begin, check, pipeline):
    import_ = check(
        begin({"deals.csv": "Deal,Stage,Amount\nOne,Qualify,5\nTwo,Qualify,lots\n"}, unreadable="leave_out")
    )

    assert figures_of(import_).refused == 0
    assert [row.row for row in problem_page(import_, refusing=False).rows] == [3]


def test_warns_of_what_is_left_out_without_refusing_the_row(begin, check, pipeline):
    text = "Deal,Stage,Company,Country,Contact,E-mail\nOne,Qualify,Acme,Atlantis,Ada,nobody\n"

    import_ = check(begin({"deals.csv": text}))

    assert figures_of(import_).new == 1
    assert {row.column for row in problem_page(import_, refusing=False).rows} == {"Country", "E-mail"}


def test_goes_through_a_cell_corrected_in_place(begin, check, pipeline, cast):
    import_ = check(begin({"deals.csv": "Deal,Stage,Amount\nOne,Qualify,lots\n"}))

    correct_cell(import_=import_, file="deals.csv", row=2, column="Amount", value="12", actor=cast.actor())
    check(import_)

    assert figures_of(import_).refused == 0
    assert figures_of(import_).new == 1


def test_takes_a_correction_of_nothing_that_is_there_for_an_error(begin, check, pipeline, cast):
    import_ = check(begin({"deals.csv": "Deal,Stage\nOne,Qualify\n"}))

    with pytest.raises(NotAPlan):
        correct_cell(import_=import_, file="deals.csv", row=2, column="Colour", value="x", actor=cast.actor())
    assert plan_of(import_).corrections == ()


def test_counts_doubles_within_the_file(begin, check, pipeline):
    text = (
        "Deal id,Deal,Company,Stage\n"
        "A,One,Acme,Qualify\nA,Two,Acme,Qualify\n"
        ",Three,Acme SA,Qualify\n,three,ACME,Qualify\n"
    )

    import_ = check(begin({"deals.csv": text}))

    assert (figures_of(import_).new, figures_of(import_).doubles) == (2, 2)


def test_lets_doubles_through_when_told_to_create_them(begin, check, pipeline):
    import_ = check(begin({"deals.csv": "Deal id,Deal,Stage\nA,One,Qualify\nA,Two,Qualify\n"}, duplicates="create"))

    assert (figures_of(import_).new, figures_of(import_).doubles) == (2, 0)


def test_leaves_out_the_rows_of_a_stage_chosen_so(begin, check, pipeline):
    import_ = begin(
        {"deals.csv": "Deal,Stage\nOne,Old\nTwo,Qualify\n"}, stages={"Old": "skip", "Qualify": "stage:QUALIFY"}
    )

    check(import_)

    assert (figures_of(import_).left_out, figures_of(import_).new) == (1, 1)


def test_advises_of_companies_nearly_named_the_same(load, begin, check, pipeline):
    load({"a.csv": "Company,Sector\nNorthwind Traders,Food\n"})

    import_ = check(begin({"b.csv": "Company,Sector\nNorthwind Tradres,Food\n"}))

    assert figures_of(import_).close_names == (("northwind tradres", "northwind traders"),)


def test_asks_for_a_pipeline_when_there_is_none(begin, check, cast):
    import_ = begin({"deals.csv": "Deal,Stage\nOne,Qualify\n"})

    with pytest.raises(NoPipeline):
        check(import_)


def test_forgets_the_verdict_when_the_plan_changes(begin, check, pipeline, cast):
    import_ = check(begin({"deals.csv": "Deal,Stage,Amount\nOne,Qualify,lots\n"}))

    correct_cell(import_=import_, file="deals.csv", row=2, column="Amount", value="1", actor=cast.actor())

    assert (import_.status, import_.verdict) == (Status.DRAFT, None)


def test_is_refused_on_an_older_reading(begin, pipeline, cast):
    import_ = begin({"deals.csv": "Deal,Stage,Amount\nOne,Qualify,lots\n"})
    as_another_has_it = type(import_).objects.get(pk=import_.pk)
    correct_cell(import_=import_, file="deals.csv", row=2, column="Amount", value="1", actor=cast.actor())

    with pytest.raises(ImportChanged):
        correct_cell(import_=as_another_has_it, file="deals.csv", row=2, column="Amount", value="2", actor=cast.actor())
    assert [one.value for one in plan_of(type(import_).objects.get(pk=import_.pk)).corrections] == ["1"]


def test_is_not_for_sellers(begin, pipeline, cast, noon):
    import_ = begin({"deals.csv": "Deal,Stage\nOne,Qualify\n"})

    with pytest.raises(NotAllowed):
        check_import(import_=import_, actor=cast.actor("teammate"), at=noon)
    assert type(import_).objects.get(pk=import_.pk).status == Status.DRAFT


def test_says_once_who_is_nobody_here_after_what_is_wrong_with_cells(begin, check, pipeline):
    owners = ["Jean Dupont", "Moses Frase", "Moses Frase", "Moses Frase"]
    rows = [f"Deal {n},Company {n},Qualify,{owner},France\n" for n, owner in enumerate(owners)]
    last = "Deal 9,Company 9,Qualify,Jean Dupont,Philipines\n"

    import_ = check(begin({"deals.csv": f"Deal,Company,Stage,Owner,Country\n{''.join(rows)}{last}"}))

    page = problem_page(import_, refusing=False)
    said = [(row.row, row.why.split(":")[0].split(";")[0], row.column) for row in page.rows]
    assert said == [
        (6, "“Philipines” is not a country", "Country"),
        (3, "“Moses Frase” is nobody here, in 3 rows", ""),
        (2, "“Jean Dupont” is nobody here, in 2 rows", ""),
    ]
    assert (page.total, page.pages) == (3, 1)
    _headers, told = report_rows(import_)
    assert [row.row for row in told if "is nobody here" in row.reason] == [2, 3, 4, 5, 6]
