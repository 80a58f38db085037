"""`application` for the server, put together from the environment; of Django it needs the database connection alone."""

import os
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.utils import ConnectionHandler

from jalon.kernel.db.row_security import rest_everywhere
from jalon.kernel.db.url import database_settings, sqlite_url
from jalon.site.live.app import Live
from jalon.site.live.hub import Hub
from jalon.site.live.ledger import Ledger
from jalon.site.serve.addresses import WEB


def ledger() -> Ledger:
    """A ledger over a connection of its own."""
    rest_everywhere("the web process said who may listen to which workspace")
    url = os.environ.get("DATABASE_URL") or sqlite_url(Path(os.environ.get("JALON_DATA", "data")))
    return Ledger(ConnectionHandler({"default": database_settings(url)})["default"])


def _application() -> Live:
    if not settings.configured:
        settings.configure(USE_TZ=True, TIME_ZONE="UTC")
        apps.populate(())
    host, _, port = os.environ[WEB].rpartition(":")
    return Live(Hub(ledger), web=(host, int(port)))


application = _application()
