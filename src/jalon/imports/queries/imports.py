"""Imports, one and many, for a viewer."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from jalon.imports.models import Import
from jalon.imports.plan import Plan
from jalon.kernel.jobs import JobStatus, UnknownRun, status_of
from jalon.orgs.models import Membership

PAGE = 50


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An import in the list: its files by name, and what it did or would do, as `verdict["went"]`."""

    import_: Import
    files: tuple[str, ...]
    went: dict[str, int]


def import_for(viewer: Membership, import_id: UUID) -> Import:
    """The import. Raises Http404 when the viewer's workspace has none of that id."""
    rows = Import.objects.visible_to(viewer).select_related("workspace", "created_by__user", "started_by__user")
    found = rows.filter(pk=import_id).first()
    if found is None:
        raise Http404
    return found


def past_imports(viewer: Membership, *, limit: int = PAGE) -> list[ImportLine]:
    """The workspace's imports, newest first."""
    rows = Import.objects.visible_to(viewer).select_related("created_by__user", "started_by__user")
    return [
        ImportLine(
            import_=import_,
            files=tuple(file.name for file in import_.files.all()),
            went=(import_.counts or import_.verdict or {}).get("went", {}),
        )
        for import_ in rows.prefetch_related("files").order_by("-created_at", "-pk")[:limit]
    ]


def plan_of(import_: Import) -> Plan:
    """What was decided so far."""
    return Plan.model_validate(import_.plan) if import_.plan else Plan()


def progress_of(import_: Import) -> JobStatus | None:
    """How far the worker is, None when none works on it."""
    if import_.job_id is None or not import_.is_busy():
        return None
    try:
        return status_of(import_.job_id)
    except UnknownRun:
        return None
