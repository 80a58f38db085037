"""How a person has set a board for themselves: read for a page, changed by their own choice."""

from typing import Any
from uuid import UUID

from jalon.deals.models import BoardLayout, Pipeline
from jalon.orgs.access import MemberRequest

AGGREGATES = ("sum", "count", "average", "median")
SORTS = ("rank", "close", "value", "age")


def layout_of(request: MemberRequest, pipeline: Pipeline) -> BoardLayout:
    """The settings kept for this person, or those of everybody; the address may name another order (`sort`).

    Read once a request.
    """
    known: dict[UUID, BoardLayout] = request.__dict__.setdefault("board_layouts", {})
    if pipeline.pk not in known:
        mine = BoardLayout.objects.filter(member=request.viewer, pipeline=pipeline)
        known[pipeline.pk] = mine.first() or BoardLayout()
    kept = known[pipeline.pk]
    asked = request.GET.get("sort", "")
    if asked in SORTS:
        kept.sort = asked
    return kept


def keep_layout(request: MemberRequest, pipeline: Pipeline, **changes: Any) -> None:
    """Change and keep some settings; values that make no sense are left out."""
    allowed = {"sort": SORTS, "aggregate": AGGREGATES}
    request.__dict__.pop("board_layouts", None)
    sensible = {name: value for name, value in changes.items() if name not in allowed or value in allowed[name]}
    BoardLayout.objects.update_or_create(
        member=request.viewer,
        pipeline=pipeline,
        defaults=sensible,
        create_defaults=sensible | {"workspace_id": pipeline.workspace_id},
    )


def fold(request: MemberRequest, pipeline: Pipeline, stage_id: UUID, *, folded: bool) -> None:
    """Fold or unfold one column."""
    others = [one for one in layout_of(request, pipeline).folded if one != str(stage_id)]
    keep_layout(request, pipeline, folded=[*others, str(stage_id)] if folded else others)
