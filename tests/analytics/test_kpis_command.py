"""`jalon kpis`."""

import json
import subprocess
import sys

import pytest

from jalon.analytics.cli import main
from jalon.eventlog import log_of, write_log
from tests.analytics.kpi_log import ROWS
from tests.eventlog.logs import events

OUTCOMES = ("--won", "Won", "--lost", "Lost", "--no-decision", "None", "--disqualified", "Out")
STAGES = ("--stages", "A,B,C", "--line", "B")


@pytest.fixture
def kpis(tmp_path, capsys, monkeypatch):
    """Run `jalon kpis` on the book and give the exit code, what it wrote and what it complained of."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    table = events(
        *[(case, activity, day * 24) for case, activity, day, *_ in ROWS],
        amount=[row[3] for row in ROWS],
        direction=[row[4] for row in ROWS],
        actor=[row[5] for row in ROWS],
    )
    write_log(log_of(table), tmp_path / "log.csv")

    def run(*words):
        code = main(["kpis", str(tmp_path / "log.csv"), *map(str, words)])
        written = capsys.readouterr()
        return code, written.out, written.err

    return run


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_gives_each_figure_with_definition_kind_interval_and_rows(kpis, engine):
    _, out, _ = kpis(*OUTCOMES, *STAGES, "--only", "K27", "--format", "json", "--engine", engine, "--to", "2026-02-04")

    found = json.loads(out)

    assert found["window"] == ["2025-02-04T00:00:00+00:00", "2026-02-04T00:00:00+00:00"]
    (one,) = found["figures"]
    assert (one["kpi"], one["kind"], one["value"], one["n"]) == ("K27", "flow", 0.5, 4)
    assert one["rows"] == ["won1", "won2"]
    assert one["interval"] == pytest.approx([0.15, 0.85], abs=0.01)
    assert one["name"] == {"en": "Win rate (count)", "fr": "Taux de transformation"}


def test_ends_the_window_the_day_after_the_log_unless_told(kpis):
    _, out, _ = kpis(*OUTCOMES, "--format", "json", "--from", "2026-01-01", "--time-zone", "Europe/Paris")

    assert json.loads(out)["window"] == ["2026-01-01T00:00:00+01:00", "2026-02-01T00:00:00+01:00"]


def test_keeps_cohorts_flows_and_snapshots_apart_for_people(kpis):
    _, out, _ = kpis(*OUTCOMES, *STAGES, "--lang", "fr", "--to", "2026-02-04", "--from", "2026-01-05")

    titles = [line for line in out.splitlines() if "2026-02-04" in line]
    assert titles == [
        "De ceux entrés du 2026-01-05 au 2026-02-04, ceux en cours étant censurés",
        "Ce qui s’est passé du 2026-01-05 au 2026-02-04",
        "Ce qui est là le 2026-02-04",
    ]
    assert "(peu)" in out


def test_says_what_the_log_lacks(kpis):
    _, out, _ = kpis()

    assert "wait for how cases end: say --won and --lost." in out
    assert "wait for the stages in order: say --stages A,B,C." in out


def test_writes_one_page_with_the_definitions(kpis, tmp_path):
    kpis(*OUTCOMES, *STAGES, "--format", "html", "--output", tmp_path / "page.html")

    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<h2>Definitions</h2>" in page
    assert "Win rate (count)" in page


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--stages", "A,Z"), "No event of the log is called Z."),
        (("--line", "Z"), "No event of the log is called Z."),
        (("--only", "K99"), "K99 is no KPI that a log can carry. There are K01,"),
        (("--from", "2026-02-04", "--to", "2026-02-04"), "The window from 2026-02-04 to 2026-02-04 is empty."),
    ],
)
def test_refuses_words_that_do_not_fit(kpis, words, complaint):
    code, out, err = kpis(*words)

    assert (code, out) == (2, "")
    assert complaint in err


def test_measures_without_loading_django(kpis, tmp_path):
    code = "import sys; from jalon.site.cli import main; main(sys.argv[1:]); sys.exit('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code, "kpis", tmp_path / "log.csv"], check=False, capture_output=True)

    assert done.returncode == 0
