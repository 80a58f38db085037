"""What every page's frame shows: workspace, navigation, person."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the frame; the viewer is None outside a workspace."""
    return {"viewer": getattr(request, "viewer", None)}
