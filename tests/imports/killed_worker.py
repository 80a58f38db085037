"""A worker of its own that is killed at a chosen place: `python -m tests.imports.killed_worker '{"what": …}'`.

It dies by its own SIGKILL: nothing of it is closed, flushed or rolled back, as when a machine loses its power.
"""

import json
import os
import signal
import sys
from importlib import import_module
from typing import Any
from uuid import UUID

import django

from tests import settings


def die() -> None:
    """At once, without a word."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(order: dict[str, Any]) -> None:
    """Run or undo an import, to the chunk of that number: dead before it is committed, or right after."""
    settings.DATABASES["default"]["NAME"] = order["database"]
    settings.STORAGES["default"]["OPTIONS"] = {"location": order["files"]}
    django.setup()
    doing = import_module("jalon.imports.running." + {"run": "carry_out", "undo": "give_back"}[order["what"]])
    doing.AT_ONCE, packed, chunks = order["at_once"], doing.packed, 0

    def pack(outcomes: Any) -> bytes:
        nonlocal chunks
        chunks += 1
        if (order["where"], order["chunk"]) == ("within", chunks):
            die()  # the records are written, the chunk that speaks of them is not
        return packed(outcomes)

    def progress(_done: int, _total: int) -> None:
        if (order["where"], order["chunk"]) == ("between", chunks):
            die()

    doing.packed = pack
    with import_module("jalon.kernel.db.row_security").within(UUID(order["workspace"])):  # as its job would stand
        _finish(order["what"], order["import"], progress)


def _finish(what: str, pk: str, progress: Any) -> None:
    from jalon.imports.actions import finish_run, finish_undo
    from jalon.imports.models import Import
    from jalon.kernel.clock import now

    people = [f"{who}__{what}" for who in ("started_by", "undone_by") for what in ("workspace", "user")]
    import_ = Import.objects.select_related("workspace", *people).get(pk=pk)
    {"run": finish_run, "undo": finish_undo}[what](import_=import_, progress=progress, at=now())


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
