"""`jalon mine`."""

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from jalon.analytics.cli import main
from jalon.analytics.cli.output import table

LOG = """deal;stage;date;seller
d1;Lead;2026-01-05T09:00:00Z;Ana
d1;Offer;2026-01-06T09:00:00Z;Ana
d1;Signed;2026-01-08T09:00:00Z;Bob
d2;Lead;2026-01-05T09:00:00Z;Ana
d2;Offer;2026-01-08T09:00:00Z;Ana
d2;Refused;2026-01-09T09:00:00Z;Ana
d3;<b>Lead;2026-01-05T09:00:00Z;Ana
"""
DAY = 86_400.0
SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def mine(tmp_path, capsys, monkeypatch):
    """Run `jalon mine` on the log and give the exit code, what it wrote and what it complained of."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")

    def run(*words, file=tmp_path / "log.csv"):
        code = main(["mine", str(file), *map(str, words)])
        written = capsys.readouterr()
        return code, written.out, written.err

    return run


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_gives_the_counts_as_json(mine, engine):
    _, out, _ = mine(
        "--format", "json", "--engine", engine, "--won", "Signed", "--lost", "Refused", "--actor", "seller"
    )

    found = json.loads(out)

    assert {key: found[key] for key in ("cases", "events", "activities", "variants")} == {
        "cases": 3,
        "events": 7,
        "activities": 5,
        "variants": 3,
    }
    assert found["map"] == [
        ["Lead", "Offer", 2, 2 * DAY],
        ["Offer", "Refused", 1, 1 * DAY],
        ["Offer", "Signed", 1, 2 * DAY],
    ]
    assert found["outcomes"] == {"won": 1, "lost": 1, "open": 1}
    assert found["hand_overs"][0] == {"giver": "Ana", "taker": "Bob", "count": 1, "cases": 1, "median_wait_s": 2 * DAY}


def test_tells_people_in_their_language(mine):
    _, english, _ = mine()
    _, french, _ = mine("--lang", "fr")

    space = "\N{NO-BREAK SPACE}"
    assert english.splitlines()[0].endswith(f"3 ways through; half of the cases last up to 3.0{space}d")
    assert french.splitlines()[0].endswith(f"3 parcours{space}; la moitié des dossiers dure au plus 3,0{space}j")


def test_writes_one_page_that_loads_nothing_and_escapes_names(mine, tmp_path):
    code, out, _ = mine("--format", "html", "--output", tmp_path / "page.html")

    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert (code, out) == (0, "")
    assert "&lt;b&gt;Lead" in page
    assert "<b>" not in page
    assert "Fewer than 30 cases" in page
    assert [value for value in Addresses.of(page) if value != "#head"] == []


def test_writes_the_log_for_other_tools(mine, tmp_path):
    mine("--write", tmp_path / "log.xes")

    assert '<string key="concept:name" value="Signed"/>' in (tmp_path / "log.xes").read_text(encoding="utf-8")


def test_counts_one_transition_and_each_event_once_when_asked(mine, tmp_path):
    lines = ["case,activity,timestamp,lifecycle", *["d1,a,2026-01-05T09:00:00Z,complete"] * 2, "d1,a,2026-01-05,start"]
    path = tmp_path / "transitions.csv"
    path.write_text("\n".join(lines), encoding="utf-8")

    _, out, _ = mine("--lifecycle", "Complete", "--drop-duplicates", "--format", "json", file=path)

    assert json.loads(out)["events"] == 1


def test_writes_tables_for_people_with_figures_to_the_right(mine):
    _, out, _ = mine("--top", "2")

    assert out.startswith(
        "3 cases, 7 events, 5 activities, 3 ways through; half of the cases last up to 3.0\N{NO-BREAK SPACE}d\n\n"
        "Fewer than 30 cases: read the counts, not the shares.\n\n"
        "What follows what (2 of 3)\n"
        "──────────────────────────\n"
        "from   to       times  median wait\n"
        "Lead   Offer        2        2.0\N{NO-BREAK SPACE}d\n"
        "Offer  Refused      1        1.0\N{NO-BREAK SPACE}d\n\n"
    )


def test_keeps_the_figures_to_the_right_of_what_has_none():
    assert table("Waits", ["of", "days"], [["Lead", "–"], ["Offer", "12"]]).splitlines()[2:] == [
        "of     days",
        "Lead      –",
        "Offer    12",
    ]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--case", "dael"), "There is no column dael to read the case from. Did you mean deal?"),
        (("--won", "Singed"), "No event of the log is called Singed. The activities are <b>Lead, Lead, Offer"),
        (("--lifecycle", "complete"), "The log has no column of lifecycle transitions."),
    ],
)
def test_refuses_words_that_do_not_fit_the_log(mine, words, complaint):
    code, out, err = mine(*words)

    assert (code, out) == (2, "")
    assert complaint in err


def test_refuses_a_file_that_is_not_there_in_french(mine, tmp_path):
    code, _, err = mine("--lang", "fr", file=tmp_path / "none.csv")

    assert code == 2
    assert err.startswith("Il n’y a pas de fichier")


def test_helps_without_loading_django_or_an_engine():
    code = (
        "import sys; from jalon.site.cli import main; code = main(['mine', '--help']); "
        "sys.exit(code or bool({'django', 'polars', 'narwhals', 'numpy'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_mines_without_loading_django(tmp_path):
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    code = "import sys; from jalon.site.cli import main; main(sys.argv[1:]); sys.exit('django' in sys.modules)"

    assert (
        subprocess.run(
            [sys.executable, "-c", code, "mine", tmp_path / "log.csv"], check=False, capture_output=True
        ).returncode
        == 0
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public logs are not here")
@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("helpdesk/helpdesk.xes.gz", (4_580, 21_348, 14, 226)),
        ("receipt-wabo/receipt.csv.gz", (1_434, 8_577, 27, 116)),
        ("bpic2013/bpic2013_closed_problems.xes.gz", (1_487, 6_660, 4, 183)),
        ("bpic2020/DomesticDeclarations.xes.gz", (10_357, 55_628, 14, 90)),
        ("traffic-fines/traffic_fines.csv.gz", (10_000, 34_724, 11, 44)),
    ],
)
def test_counts_public_logs_as_published_without_being_told_a_column(mine, name, counts):
    _, out, _ = mine("--format", "json", file=SHARED / name)

    found = json.loads(out)
    assert tuple(found[key] for key in ("cases", "events", "activities", "variants")) == counts


class Addresses(HTMLParser):
    """Collects whatever a page could load."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]

    @classmethod
    def of(cls, page):
        reader = cls()
        reader.feed(page)
        return reader.found


def test_says_on_a_terminal_what_it_is_at_and_wipes_it(mine, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    _, _, err = mine("--lang", "fr")

    bars = [line.strip() for line in err.split("\r") if line.strip()]
    assert [bar.partition("] ")[2] for bar in bars] == ["lecture…", "vérification…", "tri…", "comptage…"]
    assert err.endswith(" \r")


def test_leaves_no_trace_of_progress_in_a_pipe(mine):
    assert mine()[2] == ""
