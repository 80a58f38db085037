"""The addresses of the style guide, and nothing else."""

from jalon.ui.styleguide.urls import urlpatterns

__all__ = ["urlpatterns"]
