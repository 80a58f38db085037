"""Addresses of the ui room: the style guide, where Jalon is being developed."""

from django.conf import settings

from jalon.ui.styleguide.urls import urlpatterns as styleguide

urlpatterns = styleguide if settings.DEBUG else []
