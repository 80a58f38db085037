"""The job worker's process."""

import os
import sys

import django

from jalon.site.serve.child import RECYCLED
from jalon.site.serve.lifeline import follow_parent


def main() -> None:
    """Do jobs until SIGTERM; those under way are finished first."""
    follow_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.site.settings")
    django.setup()
    from jalon.kernel.jobs.worker import work

    try:
        work()
    except SystemExit as end:
        sys.exit(end.code or RECYCLED)  # ended well, so either told to or grown: a fresh one may start at once


if __name__ == "__main__":
    main()
