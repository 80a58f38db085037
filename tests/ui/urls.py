"""The addresses of the style guide, and nothing else."""

from jalon.ui.styleguide import urlpatterns

__all__ = ["urlpatterns"]
