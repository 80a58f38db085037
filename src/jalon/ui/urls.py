"""Addresses of the ui room: the style guide, where Jalon is being developed."""

from django.conf import settings

from jalon.ui import styleguide

urlpatterns = styleguide.urlpatterns if settings.DEBUG else []
