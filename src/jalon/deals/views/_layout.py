"""How a person has set a board for themselves: order, aggregate, compact cards, folded columns."""

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from django.http import HttpRequest

AGGREGATES = ("sum", "count", "average", "median")
SORTS = ("rank", "close", "value", "age")
KEY = "boards"


@dataclass(frozen=True, slots=True)
class BoardLayout:
    """One person's settings of one board; `folded` are ids of stages."""

    sort: str = "rank"
    aggregate: str = "sum"
    compact: bool = False
    folded: tuple[str, ...] = ()


def layout_of(request: HttpRequest, pipeline_id: UUID) -> BoardLayout:
    """The settings kept for this person; the address may name another order (`sort`)."""
    kept = BoardLayout(**request.session.get(KEY, {}).get(str(pipeline_id), {}))
    asked = request.GET.get("sort", "")
    return replace(kept, sort=asked) if asked in SORTS else kept


def keep_layout(request: HttpRequest, pipeline_id: UUID, **changes: object) -> BoardLayout:
    """Change and keep some settings; values that make no sense are left as they were."""
    kept = BoardLayout(**request.session.get(KEY, {}).get(str(pipeline_id), {}))
    sensible = {
        name: value
        for name, value in changes.items()
        if {"sort": value in SORTS, "aggregate": value in AGGREGATES}.get(name, True)
    }
    layout = replace(kept, **sensible)  # type: ignore[arg-type]
    request.session[KEY] = request.session.get(KEY, {}) | {str(pipeline_id): asdict(layout)}
    return layout


def fold(request: HttpRequest, pipeline_id: UUID, stage_id: UUID, *, folded: bool) -> BoardLayout:
    """Fold or unfold one column."""
    others = [one for one in layout_of(request, pipeline_id).folded if one != str(stage_id)]
    return keep_layout(request, pipeline_id, folded=tuple([*others, str(stage_id)] if folded else others))
