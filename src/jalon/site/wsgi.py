"""The WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.site.settings")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - every room's views, now rather than for the first visitor
gc.collect()
gc.freeze()  # what stays as long as the process is not looked through again and again: that took 150 ms each time
