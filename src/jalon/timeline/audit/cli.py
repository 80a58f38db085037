"""`jalon audit`: seal, verify, and print the heads to keep elsewhere."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from jalon.kernel.clock import now
from jalon.orgs.models import Workspace
from jalon.timeline.audit.heads import NotAHead, heads, read_heads
from jalon.timeline.audit.sealing import seal_all
from jalon.timeline.audit.verifying import Verdict, verify
from jalon.timeline.models import Seal


def main(arguments: Sequence[str]) -> int:
    """0 when all is whole, 1 when a chain is broken, 2 for a command that cannot be used."""
    asked = _parser().parse_args(arguments)
    try:
        return _seal() if asked.word == "seal" else _head() if asked.word == "head" else _verify(asked)
    except (NotAHead, OSError, Workspace.DoesNotExist) as problem:
        sys.stderr.write(f"jalon audit: {problem}\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jalon audit", description=__doc__)
    words = parser.add_subparsers(dest="word", required=True, metavar="command")
    check = words.add_parser("verify", help="check every row and seal; name the first that does not hold")
    check.add_argument("--workspace", default="", metavar="SLUG", help="one workspace alone")
    check.add_argument("--heads", type=Path, metavar="FILE", help="heads printed earlier; - for standard input")
    words.add_parser("head", help="print where each chain ends, signed, to keep elsewhere")
    words.add_parser("seal", help="seal what waits, now rather than within the minute")
    return parser


def _seal() -> int:
    print(f"{seal_all(at=now())} rows sealed")
    return 0


def _head() -> int:
    for head in heads():
        print(head.line())
    return 0


def _verify(asked: argparse.Namespace) -> int:
    kept = read_heads(_lines(asked.heads)) if asked.heads else []
    names = dict(Workspace.objects.values_list("pk", "slug"))
    verdicts = [
        verify(workspace_id, heads=kept)
        for workspace_id in _chosen(asked.workspace, [one.workspace_id for one in kept])
    ]
    for verdict in verdicts:
        print(_words(verdict, names.get(verdict.workspace_id, f"{verdict.workspace_id} (erased)")))
    if not verdicts:
        print("nothing is sealed yet: the worker of `jalon up` seals each minute, `jalon audit seal` does it now")
    return int(any(verdict.broken for verdict in verdicts))


def _lines(path: Path) -> list[str]:
    return (sys.stdin.read() if str(path) == "-" else path.read_text()).splitlines()


def _chosen(slug: str, known: list[UUID]) -> list[UUID]:
    if slug:
        return [Workspace.objects.get(slug=slug).pk]
    sealed = Seal.objects.order_by("workspace_id").values_list("workspace_id", flat=True).distinct()
    return sorted({*sealed, *known})


def _words(verdict: Verdict, name: str) -> str:
    if verdict.broken:
        return f"!!  {name}: {verdict.broken}"
    more = f", {verdict.erased} of them erased by a recorded purge" if verdict.erased else ""
    wait = f"; {verdict.waiting} rows wait to be sealed" if verdict.waiting else ""
    return f"ok  {name}: {verdict.entries} entries in {verdict.seals} seals{more}{wait}"
