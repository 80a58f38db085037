"""Declarative rules: how they are written, when they are broken, and what is not judged yet."""

import json
from pathlib import Path

import pytest

from jalon.analytics.adherence import adhere, read_rule
from jalon.eventlog import LogError
from tests.analytics.processes import process
from tests.eventlog.logs import events, on

DAY = 24
PROCESS = process(proofs=[("MEET", "need")])
ROWS = (
    ("good", "MEET", 0),
    ("good", "reply", 1),
    ("good", "answer", 3),
    ("good", "SHOW", 4),
    ("good", "Signed", 10 * DAY),
    ("slow", "MEET", 0),
    ("slow", "reply", 1),
    ("slow", "answer", 3 * DAY),
    ("slow", "reply", 4 * DAY),
    ("slow", "answer", 4 * DAY + 1),
    ("slow", "Refused", 9 * DAY),
    ("mute", "SHOW", 0),
    ("mute", "reply", 1),
    ("mute", "Refused", 9 * DAY),
    ("open", "MEET", 0),
    ("open", "reply", 1),
    ("late", "MEET", 0),
    ("late", "reply", 9 * DAY + 23),
)
DECIDING = {"won": ["Signed"], "lost": ["Refused"]}


@pytest.fixture(params=["polars", "duckdb"])
def held(request, tmp_path):
    """Hold rows to one rule and give how often each case was tested and broke it."""

    def hold(text, rows=ROWS, deciding=DECIDING):
        log = on(request.param, events(*rows), tmp_path)
        adhered = adhere(log, PROCESS, deciding=deciding, rules=[read_rule(text)])
        return {case: (tested, broken) for case, tested, broken, _ in adhered.held[text].rows()}

    return hold


def test_wants_one_before_each_other(held):
    assert held("precedence(Meet them, SHOW)") == {"good": (1, 0), "mute": (1, 1)}


def test_wants_it_before_within_a_limit(held):
    assert held("precedence(reply, answer ≤ 6 h)") == {"good": (1, 0), "slow": (2, 1)}


def test_wants_each_followed_once_the_case_is_over(held):
    assert held("response(reply, answer)") == {"good": (1, 0), "slow": (2, 0), "mute": (1, 1)}


def test_wants_each_followed_in_time_and_waits_while_there_is_time(held):
    assert held("response(reply, answer ≤ 1 d)") == {
        "good": (1, 0),
        "slow": (2, 1),
        "mute": (1, 1),
        "open": (1, 1),
    }


def test_wants_it_at_all_once_the_case_is_over(held):
    assert held("existence(answer)") == {"good": (1, 0), "slow": (1, 0), "mute": (1, 1)}
    assert held("existence(need)")["good"] == (1, 1)


def test_wants_none_or_none_before_another(held):
    assert held("absence(answer)") == {"good": (1, 1), "slow": (2, 2), "mute": (0, 0), "open": (0, 0), "late": (0, 0)}
    assert held("absence(reply before MEET)") == {
        "good": (1, 0),
        "slow": (2, 0),
        "mute": (1, 1),
        "open": (1, 0),
        "late": (1, 0),
    }


def test_takes_every_case_for_over_where_nothing_says_how_cases_end(held):
    assert held("response(reply, answer)", deciding=None)["open"] == (1, 1)


def test_sums_a_rule_and_compares_the_outcome_of_those_who_break_it(tmp_path):
    log = on("polars", events(*ROWS), tmp_path)

    adhered = adhere(log, PROCESS, deciding=DECIDING, rules=[read_rule("response(reply, answer ≤ 1 d)")])

    (one,) = adhered.rules.to_dicts()
    assert (one["cases"], one["kept"], one["share"], one["tested"], one["broken"]) == (4, 1, 0.25, 5, 3)
    assert (one["low"], one["high"]) == pytest.approx((0.0456, 0.6994), abs=1e-4)
    assert adhered.rows("rule", one["rule"]) == ["mute", "open", "slow"]
    (effect,) = adhered.effects.filter(adhered.effects["kind"] == "rule").to_dicts()
    assert (effect["won_with"], effect["decided_with"], effect["won_without"], effect["decided_without"]) == (
        0,
        2,
        1,
        1,
    )


@pytest.mark.parametrize(
    ("text", "kind", "seconds"),
    [
        ("response(reply, answer ≤ 1 d)", "response", 86_400),
        ("response( reply , answer <= 1,5 h )", "response", 5_400),
        ("precedence(A, B ≤ 2 sem)", "precedence", 1_209_600),
        ("absence(discount before business case)", "precedence", None),
        ("absence(discount)", "absence", None),
        ("existence(next_step)", "existence", None),
    ],
)
def test_reads_rules_as_people_write_them(text, kind, seconds):
    rule = read_rule(text)

    assert (rule.kind, rule.within.total_seconds() if rule.within else None) == (kind, seconds)


@pytest.mark.parametrize("text", ["", "response(A)", "precedence(A, B", "never(A)", "existence(A, B)"])
def test_refuses_what_is_no_rule(text):
    with pytest.raises(LogError, match="is no rule"):
        read_rule(text)


def test_refuses_a_name_that_neither_log_nor_process_knows(held):
    with pytest.raises(LogError, match="discount is neither a part of the process nor an activity"):
        held("absence(discount)")


def test_breaks_the_same_rules_as_pm4py(tmp_path):
    """The file holds what pm4py's check of Declare rules said of the same ways; `bench/adherence.py` wrote it."""
    kept = json.loads((Path(__file__).parent / "adherence_pm4py.json").read_text(encoding="utf-8"))
    rows = [(f"{at:03}", name, hour) for at, one in enumerate(kept["ways"]) for hour, name in enumerate(one["way"])]

    adhered = adhere(
        on("polars", events(*rows), tmp_path), PROCESS, rules=[read_rule(text) for text, _ in kept["rules"]]
    )

    for text, broken in kept["rules"]:
        assert [int(case) for case in adhered.rows("rule", text)] == broken, text
