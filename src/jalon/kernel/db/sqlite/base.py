"""SQLite for several writers at once: a transaction asks often for the lock instead of sleeping longer and
longer.

SQLite's own wait sleeps up to 100 ms between tries, so a newcomer overtakes whoever has waited longest: of
eight clients that write, one in twenty waited 290 ms. Asking each millisecond brings that to 32 ms
(`docs/decisions/0009`).
"""

import random
import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

SHORTEST_WAIT, LONGEST_WAIT = 0.0005, 0.002


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend; `OPTIONS["timeout"]` stays the longest wait, in seconds, before “database is locked”."""

    def _start_transaction_under_autocommit(self) -> None:
        patience = self.settings_dict["OPTIONS"].get("timeout", 5.0)
        deadline = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._begin(last_try=time.monotonic() > deadline):
                time.sleep(random.uniform(SHORTEST_WAIT, LONGEST_WAIT))  # noqa: S311 - no secret
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")

    def _begin(self, *, last_try: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # stubs lack it
        except OperationalError as problem:
            if last_try or "locked" not in str(problem):
                raise
            return False
        return True
