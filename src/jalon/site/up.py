"""`jalon up`: bring the database and the static files up to this version, then serve."""

import hashlib
import sys

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

import jalon
from jalon.kernel.clock import now
from jalon.site.config import Config
from jalon.site.first_start import welcome
from jalon.site.keep.refusals import CannotKeep
from jalon.site.keep.upgrade import upgrade
from jalon.site.serve import serve
from jalon.site.serve.port import CannotListen, check_port


def up(config: Config) -> int:
    """Get ready and serve until stopped; 1 when the port cannot be listened on."""
    try:
        check_port(host=config.host, port=config.port)
    except CannotListen as problem:
        sys.stderr.write(f"jalon: {problem}\n")
        return 1
    try:
        prepare(config)
    except CannotKeep as problem:
        sys.stderr.write(f"jalon: {problem}\n")
        return 1
    announce = welcome(config)
    connection.close()
    return serve(config, announce=announce)


def prepare(config: Config | None = None) -> None:
    """Bring the database up to date and collect static files, when there is something to do. Raises CannotKeep."""
    done = upgrade(data=(config or settings.CONFIG).data, at=now())
    if done.backup:
        sys.stdout.write(f"jalon: upgraded ({len(done.migrations)} migrations); backup before: {done.backup}\n")
    collect_static()


def collect_static() -> None:
    """Gather, name by content and compress the static files, when they are not those gathered last."""
    stamp, fingerprint = settings.STATIC_ROOT / "fingerprint", static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """Changes whenever a static file does."""
    digest = hashlib.sha256(jalon.__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    return digest.hexdigest()
