"""What adherence says of a small book of deals, counted by hand, on both engines."""

import pytest

from jalon.analytics.adherence import adhere
from jalon.eventlog import LogError
from tests.analytics.processes import process
from tests.eventlog.logs import events, on

DAY = 24
ROWS = (
    ("fit", "MEET", 0),
    ("fit", "need", 1),
    ("fit", "Show them", 2 * DAY),
    ("fit", "OFFER", 3 * DAY),
    ("fit", "CLOSE", 4 * DAY),
    ("fit", "Signed", 5 * DAY),
    ("fit", "SERVE", 6 * DAY),
    ("skips", "MEET", 0),
    ("skips", "OFFER", 1 * DAY),
    ("skips", "MEET.need", 2 * DAY),
    ("skips", "CLOSE", 3 * DAY),
    ("skips", "Signed", 4 * DAY),
    ("wanders", "MEET", 0),
    ("wanders", "SHOW", 30 * DAY),
    ("wanders", "gift", 31 * DAY),
    ("wanders", "MEET", 32 * DAY),
    ("wanders", "Refused", 33 * DAY),
    ("waits", "MEET", 20 * DAY),
    ("new", "MEET", 32.5 * DAY),
)
DECIDING = {"won": ["Signed"], "lost": ["Refused"]}
BOOK = process(proofs=[("MEET", "need")], p90=10)


@pytest.fixture(params=["polars", "duckdb"])
def held(request, tmp_path):
    """Hold rows against a process, on either engine."""

    def hold(rows=ROWS, pipeline=BOOK, deciding=DECIDING, carry=(), columns=None, **how):
        log = on(request.param, events(*rows, **(columns or {})), tmp_path, carry=carry)
        return adhere(log, pipeline, deciding=deciding, **how)

    return hold


def test_scores_each_case(held):
    adhered = held()

    rows = adhered.cases.select("case", "outcome", "height", "cost", "worst").rows()
    assert rows == [
        ("fit", "won", 6, 0, 13),
        ("new", None, 1, 0, 2),
        ("skips", "won", 5, 2, 10),
        ("waits", None, 1, 0, 2),
        ("wanders", "lost", 2, 3, 7),
    ]
    assert adhered.fitness == pytest.approx((1 + 1 + 0.8 + 1 + 4 / 7) / 5)
    assert adhered.share_fit == 0.6
    assert adhered.log_fitness == pytest.approx(1 - 5 / 34)


def test_finds_deviations_of_each_kind_with_the_cases_behind_them(held):
    adhered = held()

    found = {
        (one["kind"], one["step"], one["what"]): (one["cases"], one["could"]) for one in adhered.effects.to_dicts()
    }
    assert found == {
        ("skip", "SHOW", ""): (1, 2),
        ("wrong_order", "MEET", "back"): (1, 5),
        ("missing_evidence", "MEET", "need"): (1, 3),
        ("late", "MEET", "need"): (1, 3),
        ("late", "MEET", ""): (2, 4),
        ("extra", "gift", ""): (1, 5),
    }
    assert adhered.rows("skip", "SHOW") == ["skips"]
    assert adhered.rows("late", "MEET", "need") == ["skips"]
    assert adhered.rows("late", "MEET") == ["waits", "wanders"]
    assert adhered.rows("missing_evidence", "MEET", "need") == ["wanders"]


def test_judges_lateness_once_the_stage_is_left_or_its_deadline_past(held):
    adhered = held([*ROWS, ("returns", "MEET", 0), ("returns", "SHOW", 1), ("returns", "MEET", DAY)])

    late = adhered.late.filter(adhered.late["step"] == "MEET").rows()
    assert late == [
        ("fit", "MEET", False, False),
        ("returns", "MEET", True, False),
        ("skips", "MEET", False, False),
        ("waits", "MEET", True, True),
        ("wanders", "MEET", True, True),
    ]


def test_calls_no_evidence_missing_where_the_log_keeps_none(held):
    adhered = held([("a", "MEET", 0), ("a", "SHOW", 1)], deciding=None)

    assert not adhered.reading.has_proofs
    assert adhered.cases["fitness"].to_list() == [1.0]


def test_asks_for_advised_evidence_when_told(held):
    pipeline = BOOK.model_copy(update={"stages": (advised(BOOK.stages[0]), *BOOK.stages[1:])})
    rows = [("a", "MEET", 0), ("a", "SHOW", 1), ("b", "MEET", 0), ("b", "need", 1), ("b", "SHOW", 2)]

    assert held(rows, pipeline, deciding=None).fitness == 1.0
    assert held(rows, pipeline, deciding=None, is_advised_asked=True).effects["kind"].to_list() == ["missing_evidence"]


def advised(stage):
    return stage.model_copy(update={"exit": tuple(one.model_copy(update={"policy": "advised"}) for one in stage.exit)})


def test_reads_shared_evidence_as_that_of_the_stage_where_the_case_is(held):
    pipeline = process(proofs=[("MEET", "next"), ("SHOW", "next")])
    rows = [("a", "MEET", 0), ("a", "next", 1), ("a", "SHOW", 2), ("a", "OFFER", 3)]

    adhered = held(rows, pipeline, deciding=None)

    (one,) = adhered.effects.to_dicts()
    assert (one["kind"], one["step"], one["what"]) == ("missing_evidence", "SHOW", "next")


def test_takes_the_outcome_column_for_the_end(held):
    rows = [("a", "MEET", 0), ("a", "done", 1), ("b", "MEET", 0), ("b", "done", 1)]

    adhered = held(rows, deciding=None, carry=("outcome",), columns={"outcome": [None, "lost", None, "won"]})

    assert adhered.cases.select("case", "outcome", "height", "cost").rows() == [("a", "lost", 1, 0), ("b", "won", 5, 3)]


def test_reads_activities_as_told(held):
    rows = [("a", "Hello", 0), ("a", "show  THEM", 1)]

    adhered = held(rows, deciding=None, told={"Hello": "MEET"})

    assert adhered.reading.parts == {"Hello": "MEET", "show  THEM": "SHOW"}
    assert adhered.fitness == 1.0


@pytest.mark.parametrize(
    ("rows", "told", "code"),
    [
        ([("a", "Hello", 0)], {}, "no-stage"),
        ([("a", "MEET", 0)], {"Hello": "MEET"}, "unknown-activity"),
        ([("a", "Hello", 0)], {"Hello": "MEAT"}, "unknown-part"),
    ],
)
def test_refuses_what_does_not_fit_with_its_remedy(held, rows, told, code):
    with pytest.raises(LogError) as refused:
        held(rows, deciding=None, told=told)

    (problem,) = refused.value.problems
    assert problem.code == code
    assert "MEET" in problem.remedy.en


def test_compares_segments_of_five_cases_or_more(held):
    rows = [(f"{team}{at}", name, 0) for team in ("north", "south") for at in range(5) for name in ("MEET", "SHOW")]
    rows += [("west", "SHOW", 0), ("north0", "OFFER", 1)]
    teams = [row[0][:5] for row in rows[:-1]] + [None]

    adhered = held(rows, deciding=None, carry=("team",), columns={"team": teams}, by="team")

    assert adhered.segments.rows() == [("north", 5, 1.0, 1.0), ("south", 5, 1.0, 1.0)]


def test_refuses_a_column_that_is_not_there(held):
    with pytest.raises(LogError, match="The log has no column team"):
        held(by="team")


def test_does_not_compare_persons(held):
    with pytest.raises(LogError, match="not given person by person"):
        held(carry=("actor",), columns={"actor": ["Ana"] * len(ROWS)}, by="actor")


def test_compares_at_a_point_that_all_had_reached(held):
    """Gifts are as rare in each stage whatever the outcome, but won deals go through more stages."""
    rows = []
    for number in range(400):
        stages, end = (("MEET", "SHOW", "OFFER", "CLOSE"), "Signed") if number % 2 else (("MEET", "SHOW"), "Refused")
        for at, stage in enumerate(stages):
            rows.append((f"d{number:03}", stage, at))
            if number % 8 // 2 == at:
                rows.append((f"d{number:03}", "gift", at + 0.5))
        rows.append((f"d{number:03}", end, 9))

    (gift,) = held(rows, process()).effects.filter(kind="extra").to_dicts()

    assert (gift["cases"], gift["could"]) == (300, 400)
    assert (gift["won_with"], gift["decided_with"], gift["won_without"], gift["decided_without"]) == (50, 100, 150, 300)
    assert gift["verdict"] == "no_difference"


def test_takes_a_step_for_skipped_at_the_landmark_though_it_was_done_later(held):
    rows = [("a", "MEET", 0), ("a", "OFFER", 1), ("a", "SHOW", 2), ("a", "Signed", 3)]
    rows += [("b", "MEET", 0), ("b", "OFFER", 1), ("b", "Refused", 3)]

    (skip,) = held(rows, process()).effects.filter(kind="skip", step="SHOW").to_dicts()

    assert (skip["cases"], skip["won_with"], skip["decided_with"], skip["decided_without"]) == (1, 1, 2, 0)


def test_compares_only_cases_that_came_to_the_next_step_itself(held):
    rows = [("a", "MEET", 0), ("a", "OFFER", 1), ("a", "Signed", 2)]
    rows += [("b", "MEET", 0), ("b", "CLOSE", 1), ("b", "Signed", 2)]
    rows += [("c", "MEET", 0), ("c", "SHOW", 1), ("c", "OFFER", 2), ("c", "Refused", 3)]

    (skip,) = held(rows, process()).effects.filter(kind="skip", step="SHOW").to_dicts()

    assert (skip["cases"], skip["could"]) == (2, 3)
    assert (skip["won_with"], skip["decided_with"], skip["won_without"], skip["decided_without"]) == (1, 1, 0, 1)
