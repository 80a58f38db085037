"""Dying with one's parent: it holds the other end of our standard input, and lets go when it dies."""

import os
import signal
import sys
import threading


def follow_parent() -> None:
    """Stop, as on SIGTERM, when the parent is gone, however it went."""
    threading.Thread(target=_wait_for_the_end, name="lifeline", daemon=True).start()


def _wait_for_the_end() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
