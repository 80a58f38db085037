"""The `jalon` command. Words that need no server are handed on without loading Django."""

import argparse
import os
import sys

from jalon.site.config import Config, ConfigError, is_secret, load, origins
from jalon.site.keep import cli as keep

WITHOUT_SERVER = {"diagnose", "process"}
FROM_A_FILE = {"adherence", "kpis", "mine"}
SUMMARY = """\
  up                run Jalon: web and worker, ready to sign in
  sign-in-link      print a link that signs one person in, once
  second-step       what a person has beside the password; remove it when it is lost
  audit             prove that nobody altered what happened
  import            load files into a workspace
  backup, restore   everything in one archive, and back again
  upgrade           bring the database to this version, or leave it as it was
  move              copy the database to another one, e.g. from SQLite to PostgreSQL
  settings          every setting, its value, where it comes from
  doctor            check the installation
  keys              the keys that seal stored secrets: show, rotate, drop
  migrate, manage   Django's own commands
  diagnose          which sales models fit a company (no server needed)
  process           compose, show, check and compare processes (no server needed)
  mine              what really happened, from a log of events (no server needed)
  kpis              rates, times and values of a log of events (no server needed)
  adherence         how far a log keeps to a process, and what deviating goes with (no server needed)
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code; 2 for a command or a setting that cannot be used."""
    arguments = sys.argv[1:] if arguments is None else arguments
    word = arguments[0] if arguments else ""
    if word in WITHOUT_SERVER:
        from jalon.process.cli import main as process

        return process(arguments)
    if word in FROM_A_FILE:
        from jalon.analytics.cli import main as analytics

        return analytics(arguments)
    try:
        config = load(os.environ)
    except ConfigError as problem:
        sys.stderr.write(f"jalon: {problem}\n")
        return 2
    if word in {"audit", "import", "manage", "migrate"}:
        return _hand_on(word, arguments[1:])
    return _own_command(_parser().parse_args(arguments), config)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jalon",
        usage="jalon [-h] command ...",
        epilog=SUMMARY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    words = parser.add_subparsers(dest="word", required=True, metavar="command", help=argparse.SUPPRESS)
    words.add_parser("up", help="run Jalon")
    link = words.add_parser("sign-in-link", help="print a one-time sign-in link")
    link.add_argument("--email", default="", help="whose; by default the first owner's")
    step = words.add_parser("second-step", help="show or remove what a person has beside the password")
    step.add_argument("email", help="whose")
    step.add_argument("what", nargs="?", choices=["show", "remove"], default="show")
    words.add_parser("settings", help="print every setting")
    sealing = words.add_parser("keys", help="show, rotate or drop the keys that seal stored secrets")
    sealing.add_argument("what", nargs="?", choices=["show", "rotate", "drop"], default="show")
    health = words.add_parser("doctor", help="say what is wrong with the installation, and the remedy")
    health.add_argument("--format", choices=["text", "json"], default="text")
    keep.add_words(words)
    return parser


def _own_command(asked: argparse.Namespace, config: Config) -> int:
    if asked.word == "settings":
        return _settings(config)
    _load_django()
    from jalon.site import doctor, first_start, keys, second_step, up

    commands = dict.fromkeys(("backup", "restore", "upgrade", "move"), lambda: keep.run(asked, config)) | {
        "up": lambda: up.up(config),
        "sign-in-link": lambda: first_start.print_link(config, asked.email),
        "second-step": lambda: second_step.second_step(asked.email, asked.what),
        "doctor": lambda: doctor.doctor(config, as_json=asked.format == "json"),
        "keys": lambda: keys.keys(config, asked.what),
    }
    return commands[asked.word]()


def _settings(config: Config) -> int:
    where = origins(config, os.environ)
    for name, field in Config.model_fields.items():
        value = getattr(config, name)
        said = "(hidden)" if is_secret(name, value) else value
        print(f"{name} = {said}\n    {field.description}; from {where[name]}")
    return 0


def _hand_on(word: str, arguments: list[str]) -> int:
    _load_django()
    if word == "import":
        from jalon.imports.cli import main as imports

        return imports(arguments)
    if word == "audit":
        from jalon.timeline.audit.cli import main as audit

        return audit(arguments)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["jalon", *(["migrate"] if word == "migrate" else []), *arguments])
    return 0


def _load_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.site.settings")
    import django

    django.setup()
    from jalon.kernel.db.row_security import rest_everywhere

    rest_everywhere("whoever commands the server is above its workspaces")
