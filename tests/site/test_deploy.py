"""The examples in deploy/ speak of files, commands and settings that exist."""

import re
from pathlib import Path

from jalon.site.config import Config, variable_of

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = {variable_of(name) for name in Config.model_fields}


def instructions(word):
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    return [line.split(maxsplit=1)[1] for line in text.splitlines() if line.startswith(f"{word} ")]


def test_the_container_copies_what_is_there_and_all_that_the_wheel_needs():
    copied = [path for line in instructions("COPY") if "--from" not in line for path in line.split()[:-1]]

    assert all((ROOT / path).exists() for path in copied)
    assert {"requirements/base.txt", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "tools", "src"} <= {
        *copied
    }


def test_the_container_installs_the_lock_with_hashes_and_gives_up_root():
    assert any("--require-hashes" in line and "requirements/base.txt" in line for line in instructions("RUN"))
    assert instructions("USER") == ["jalon"]
    assert instructions("CMD") == ['["jalon", "up"]']


def test_they_set_nothing_that_is_no_setting():
    text = "".join(path.read_text() for path in DEPLOY.iterdir())

    assert set(re.findall(r"\bJALON_[A-Z_]+", text)) <= SETTINGS
    assert set(re.findall(r"(?m)^#   (\w+) = ", text)) <= set(Config.model_fields)


def test_the_unit_starts_jalon_stops_it_gently_and_shuts_it_in():
    unit = dict(re.findall(r"(?m)^(\w+)=(.*)$", (DEPLOY / "jalon.service").read_text()))

    assert unit["ExecStart"].endswith("/bin/jalon up")
    assert (unit["KillMode"], unit["ProtectSystem"], unit["NoNewPrivileges"]) == ("mixed", "strict", "yes")
    assert int(unit["TimeoutStopSec"]) > 30
