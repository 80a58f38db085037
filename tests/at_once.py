"""Several people at once: real threads on real connections, let go at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

PATIENCE = 120


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts side by side; gives what each returned or raised, in their order.

    The test must be marked `django_db(transaction=True)`: inside a test's own transaction others see nothing.
    """
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            gate.wait(PATIENCE)
            results[place] = act()
        except Exception as problem:
            results[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody still waits"
    return results
