"""What must hold of deals: the totals that boards show are what a recount gives."""

from collections.abc import Iterator

from jalon.deals.actions.fold_totals import totals_drift
from jalon.deals.models import Pipeline
from jalon.kernel.soundness import sound


@sound(
    "kept totals equal a recount", remedy="Recount them (jalon.deals.actions.fold_totals.recount_totals) and report it."
)
def totals_equal_a_recount() -> Iterator[str]:
    """One line for each pipeline whose kept totals differ from its deals."""
    for pipeline in Pipeline.objects.order_by("pk"):
        drift = totals_drift(pipeline)
        if drift:
            yield f"pipeline {pipeline.pk} differs in {len(drift)} totals"
