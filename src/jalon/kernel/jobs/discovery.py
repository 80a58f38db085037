"""Finding what rooms declare."""

from importlib import import_module

from django.utils.module_loading import autodiscover_modules


def discover() -> None:
    """Import the `jobs` module of every installed app, and the kernel's own chores."""
    autodiscover_modules("jobs")
    import_module("jalon.kernel.jobs.chores")
