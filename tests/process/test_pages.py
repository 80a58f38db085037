"""The reference pages are those that the code and the library would write today."""

from pathlib import Path

import pytest

from jalon.process.cli import main
from jalon.process.cli.parser import command_parsers
from jalon.process.pages import pages

PAGES = pages(command_parsers())
FOLDER = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", PAGES)
def test_is_fresh(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name], "Run: jalon process docs docs/reference"


def test_writes_stale_pages_only_and_says_so(tmp_path, capsys):
    assert main(["process", "docs", str(tmp_path), "--check"]) == 1
    assert list(tmp_path.iterdir()) == []

    assert main(["process", "docs", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(PAGES)

    capsys.readouterr()
    assert main(["process", "docs", str(tmp_path), "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_gives_every_lint_rule_its_section():
    page = PAGES["process-lint.md"]

    assert page.count("\n## JP") == 26
