"""`jalon import FILE…`: load files into a workspace, from where the files are."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

SAMPLE_ROWS = 20
CHOICES = ("skip", "update", "create")


def main(argv: Sequence[str] | None = None) -> int:
    """Check, and unless told otherwise run; 0 when it went through, 1 when it was refused, 2 for a wrong command.

    Rows that are refused do not make the whole refused: they are counted and listed, and the exit code is 0.
    """
    asked = _parser().parse_args(argv)
    _load_django()
    from jalon.kernel.errors import Refusal

    try:
        return _import(asked)
    except Refusal as refusal:
        where = f"{refusal.value}: " if isinstance(refusal.value, str) and refusal.field == "files" else ""
        sys.stderr.write(f"jalon import: {where}{refusal}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jalon import",
        description="Load CSV, XLSX or ODS files: the one with the deals leads, the others are looked up.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    parser.add_argument("--workspace", required=True, metavar="SLUG", help="the workspace's address")
    parser.add_argument("--pipeline", default="", metavar="KEY", help="the pipeline that takes the deals")
    parser.add_argument("--map", type=Path, metavar="FILE.yaml", help="the mapping; by default what is suggested")
    parser.add_argument("--print-map", action="store_true", help="print the mapping as YAML and stop")
    parser.add_argument("--duplicates", choices=CHOICES, help="what to do with what is there already")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and stop")
    parser.add_argument("--as", dest="email", default="", metavar="EMAIL", help="who imports; by default the owner")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the report of every row (.csv or .xlsx)")
    return parser


def _load_django() -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.site.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def _import(asked: argparse.Namespace) -> int:
    from jalon.imports.command import Command

    command = Command(workspace=asked.workspace, email=asked.email)
    command.read(asked.files)
    command.decide(
        mapping=yaml.safe_load(asked.map.read_text(encoding="utf-8")) if asked.map else None,
        pipeline=asked.pipeline,
        duplicates=asked.duplicates,
    )
    if asked.print_map:
        print(command.mapping())
        command.discard()
        return 0
    command.check()
    print(command.verdict(rows=SAMPLE_ROWS))
    if asked.dry_run:
        command.report(asked.report)
        command.discard()
        return 0
    command.run()
    print(command.outcome())
    command.report(asked.report)
    return 0
