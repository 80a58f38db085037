"""What every page's frame shows: workspace, navigation, person."""

from typing import Any

from django.http import HttpRequest

from jalon.desk.nav import creations, imports_url, navigation
from jalon.kernel.clock import now, today_in


def frame(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the frame; the viewer is None outside a workspace.

    Fragments for htmx have no frame, and pay nothing for it.
    """
    viewer = getattr(request, "viewer", None)
    if viewer is None or getattr(request, "htmx", False):
        return {"viewer": viewer}
    return {
        "viewer": viewer,
        "nav": navigation(viewer, request.path, today_in(viewer.workspace.time_zone, now())),
        "creations": creations(viewer),
        "imports_url": imports_url(viewer),
        "sidebar_top": "desk/_create.html",
        "sidebar_foot": "desk/_account.html",
    }
