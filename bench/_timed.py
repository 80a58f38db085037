"""The web process of `jalon up`, with a stopwatch on its write transactions, into the file of BENCH_TRANSACTIONS.

A line is `milliseconds method path`: from the moment the transaction is begun (on SQLite: from when it has the lock, so
that waiting for it does not count) to the end of its commit or rollback.
"""

import os
import threading
import time
from functools import wraps

_now = threading.local()


def main() -> None:
    """As `python -m jalon.site.serve.web`, with `application` in the place of Jalon's own."""
    from granian import Granian

    from jalon.site.serve import web

    web.Granian = lambda _jalon, **options: Granian("_timed:application", **options)
    web.main()


def application(environ, start_response):
    """Jalon, which tells the stopwatch what is asked for."""
    from jalon.site.wsgi import application as jalon  # read already, below

    _now.request = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
    return jalon(environ, start_response)


def _watch() -> None:
    from django.db.backends.base.base import BaseDatabaseWrapper

    import jalon.site.wsgi  # noqa: F401

    out = os.open(os.environ["BENCH_TRANSACTIONS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    begin = BaseDatabaseWrapper.set_autocommit

    @wraps(begin)
    def set_autocommit(self, autocommit, *args, **options):
        begin(self, autocommit, *args, **options)
        if not autocommit:
            _now.began = time.perf_counter()
        elif (began := _now.__dict__.pop("began", None)) is not None:
            taken = (time.perf_counter() - began) * 1000
            os.write(out, f"{taken:.1f} {getattr(_now, 'request', '?')}\n".encode())

    BaseDatabaseWrapper.set_autocommit = set_autocommit


if __name__ == "__main__":
    main()
elif "BENCH_TRANSACTIONS" in os.environ:
    _watch()
