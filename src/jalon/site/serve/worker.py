"""The job worker's process."""

import os

import django

from jalon.site.serve.lifeline import follow_parent


def main() -> None:
    """Do jobs until SIGTERM; those under way are finished first."""
    follow_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.site.settings")
    django.setup()
    from jalon.kernel.jobs.worker import work

    work()


if __name__ == "__main__":
    main()
