"""`jalon backup`, `restore`, `upgrade` and `move` on the command line: what they print, and their exit codes."""

import pytest

from jalon.site.cli import _parser
from jalon.site.config import Config
from jalon.site.keep.cli import run
from tests.site.places import EARLIER, at


@pytest.fixture
def jalon(capsys):
    def jalon(data, *words):
        code = run(_parser().parse_args([str(word) for word in words]), Config(data=data))
        said = capsys.readouterr()
        return code, said.out, said.err

    return jalon


def test_backs_up_and_restores_and_says_what(jalon, book, other, tmp_path):
    code, out, _ = jalon(book.data, "backup", tmp_path / "b.jalon", "--keys", tmp_path / "k.jalon")

    assert code == 0
    assert "tables, 2 files; " in out
    assert "left out, since they are made anew or not Jalon’s: jalon_cache" in out
    assert "k.jalon: keys and settings. Keep it elsewhere." in out

    with at(other):
        code, out, _ = jalon(other.data, "restore", tmp_path / "b.jalon")

    assert code == 0
    assert "every count and hash is the archive’s" in out
    assert "without keys" in out


def test_refuses_in_words_with_exit_code_1(jalon, book, tmp_path):
    (tmp_path / "b.jalon").write_text("no archive")

    there = jalon(book.data, "backup", tmp_path / "b.jalon")
    broken = jalon(book.data, "restore", tmp_path / "b.jalon", "--replace")
    full = jalon(book.data, "restore", EARLIER)
    address = jalon(book.data, "move", "--to", "mysql://somewhere/else")

    assert there == (1, "", f"jalon: {tmp_path / 'b.jalon'} exists already: choose another name.\n")
    assert broken == (1, "", f"jalon: {tmp_path / 'b.jalon'} is no archive of Jalon’s, or was cut short.\n")
    assert (full[0], "--replace" in full[2]) == (1, True)
    assert (address[0], "unknown database scheme “mysql”" in address[2]) == (1, True)


def test_upgrades_once(jalon, earlier):
    first, second = jalon(earlier.data, "upgrade"), jalon(earlier.data, "upgrade")

    assert (first[0], "migrations ran and were verified" in first[1], "backup of the database" in first[1]) == (
        0,
        True,
        True,
    )
    assert second == (0, "nothing to do\n", "")
