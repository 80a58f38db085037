"""`jalon adherence`."""

import json
import subprocess
import sys

import pytest

from jalon.analytics.cli import main
from jalon.eventlog import log_of, write_log
from tests.analytics.test_adherence import ROWS
from tests.eventlog.logs import events

PROCESS = """key: test.sales
model: any
kind: sales
label: {en: Test sale, fr: Vente d’essai}
won_at: [CLOSE]
stages:
  - key: MEET
    label: {en: Meet them, fr: Les rencontrer}
    buyer_phase: [definition]
    duration_days: {p50: 5, p90: 10}
    exit: [{key: need, type: doc, by: buyer, policy: required, label: {en: Need in writing, fr: Besoin écrit}}]
  - {key: SHOW, label: {en: Show them, fr: Leur montrer}, buyer_phase: [proof], exit: []}
  - {key: OFFER, label: {en: Offer, fr: Proposer}, buyer_phase: [decision], exit: []}
  - {key: CLOSE, label: {en: Close, fr: Conclure}, buyer_phase: [decision], exit: []}
  - {key: SERVE, label: {en: Serve, fr: Servir}, buyer_phase: [use], exit: []}
"""
ENDS = ("--won", "Signed", "--lost", "Refused")


@pytest.fixture
def adherence(tmp_path, capsys, monkeypatch):
    """Run `jalon adherence` on the book and give the exit code, what it wrote and what it complained of."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    write_log(log_of(events(*ROWS)), tmp_path / "log.csv")
    (tmp_path / "sales.yaml").write_text(PROCESS, encoding="utf-8")

    def run(*words, process=tmp_path / "sales.yaml"):
        code = main(["adherence", str(tmp_path / "log.csv"), "--process", str(process), *map(str, words)])
        written = capsys.readouterr()
        return code, written.out, written.err

    return run


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_gives_fitness_and_each_deviation_with_its_cases_as_json(adherence, engine):
    _, out, _ = adherence(*ENDS, "--format", "json", "--engine", engine)

    found = json.loads(out)

    assert (found["process"], found["cases"], found["share_fit"], found["has_evidence"]) == ("test.sales", 5, 0.6, True)
    assert found["case_fitness"][2] == ["skips", "won", 0.8, 2, 10]
    skip = next(one for one in found["deviations"] if one["kind"] == "skip")
    assert (skip["step"], skip["cases"], skip["rows"], skip["verdict"]) == ("SHOW", 1, ["skips"], "too_few")


def test_tells_people_in_their_language(adherence):
    _, english, _ = adherence(*ENDS)
    _, french, _ = adherence(*ENDS, "--lang", "fr")

    assert english.startswith("5 cases held against “Test sale”: mean fitness 87.4%, 60.0% keep to it in all")
    assert "left Meet them without: Need in writing" in english
    assert "Fewer than 30 cases" in english
    assert (
        "sorti de «\N{NO-BREAK SPACE}Les rencontrer\N{NO-BREAK SPACE}» sans\N{NO-BREAK SPACE}: Besoin écrit" in french
    )


def test_ignores_activities_and_reads_others_as_told(adherence):
    _, out, _ = adherence(*ENDS, "--ignore", "gift", "--as", "need=SHOW.none", "--format", "json")
    assert out == ""

    _, out, _ = adherence(*ENDS, "--ignore", "gift", "--as", "need=MEET.need", "--format", "json")
    assert "extra" not in {one["kind"] for one in json.loads(out)["deviations"]}


def test_writes_one_page_that_draws_what_can_be_compared(adherence, tmp_path):
    rows = [row for number in range(120) for row in deal(f"d{number:03}", number)]
    write_log(log_of(events(*rows)), tmp_path / "log.csv")

    adherence(*ENDS, "--format", "html", "--output", tmp_path / "page.html")

    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<svg class="intervals"' in page
    assert "<h2>skipped: Show them: +66.7 points of win rate, a candidate to change the process</h2>" in page
    assert 'class="helps"><title>skipped: Show them: +' in page
    assert "&lt;b&gt;gift" in page
    assert "<b>" not in page


def deal(case, number):
    """A deal; those that skip the showing win more."""
    is_skipping, is_won = number % 2 == 0, number % 2 == 0 or number % 3 == 0
    shown = [] if is_skipping else [(case, "SHOW", 1)]
    extra = [(case, "<b>gift", 1)] if number == 0 else []
    end = "Signed" if is_won else "Refused"
    return [(case, "MEET", 0), *shown, *extra, (case, "OFFER", 2), (case, "CLOSE", 3), (case, end, 4)]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--as", "Hello=MEET"), "No event of the log is called Hello."),
        (("--as", "gift=MEAT"), "The process has no MEAT."),
        (("--as", "gift"), "'gift' is not ACTIVITY=STAGE"),
        (("--ignore", "Hello"), "No event of the log is called Hello."),
    ],
)
def test_refuses_words_that_do_not_fit(adherence, words, complaint):
    code, out, err = adherence(*words)

    assert (code, out) == (2, "")
    assert complaint in err


def test_refuses_a_process_that_cannot_be_read_or_that_the_log_does_not_follow(adherence, tmp_path):
    code, _, err = adherence(process=tmp_path / "none.yaml")
    assert (code, "The file does not exist." in err) == (2, True)

    code, _, err = adherence(process="tender.sales")
    assert (code, "No activity of the log is a stage of tender.sales" in err) == (2, True)


def test_holds_without_loading_django(adherence, tmp_path):
    code = "import sys; from jalon.site.cli import main; main(sys.argv[1:]); sys.exit('django' in sys.modules)"
    words = ["adherence", tmp_path / "log.csv", "--process", tmp_path / "sales.yaml"]

    done = subprocess.run([sys.executable, "-c", code, *words], check=False, capture_output=True)

    assert done.returncode == 0
