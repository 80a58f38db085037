"""The command line as a whole."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("words", [("process", "show", "QUALIFY"), ("show", "QUALIFY")])
def test_may_leave_out_the_word_process(jalon, words):
    assert jalon(*words).out.startswith("Qualify · QUALIFY")


@pytest.mark.parametrize("words", [("process", "frob"), ("process", "lint"), ("diagnose", "--format", "xml")])
def test_refuses_what_it_does_not_know_with_the_code_for_bad_input(jalon, words):
    result = jalon(*words)

    assert result.code == 2
    assert "usage: jalon" in result.err


@pytest.mark.parametrize("words", [(), ("process",), ("process", "--help"), ("diagnose", "--help")])
def test_helps(jalon, words):
    result = jalon(*words)

    assert result.code == 0
    assert "usage: jalon" in result.out


def test_checks_the_library(jalon):
    assert jalon("process", "check-library").out == "0 errors\n"


def test_runs_without_loading_django():
    code = (
        "import sys; from jalon.process.cli import main; main(['show', 'QUALIFY']); sys.exit('django' in sys.modules)"
    )
    command = [sys.executable, "-c", code]

    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_ends_quietly_when_the_reader_leaves():
    command = [sys.executable, "-m", "jalon.process", "show", "RESEARCH"]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""
