"""The kernel's tables."""

from jalon.kernel.jobs.models import JobRun

__all__ = ["JobRun"]
