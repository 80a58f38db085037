"""What the timeline does later: sealing what happened."""

from jalon.kernel.jobs import Job, every, job
from jalon.timeline.audit.sealing import seal_all


@job("timeline.seal", atomic=False, schedule=every(minutes=1), timeout=600)
def seal(job: Job) -> None:
    """Seal what was written since the last round."""
    job.progress(seal_all(at=job.at))
