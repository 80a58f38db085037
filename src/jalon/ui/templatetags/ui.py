"""Template tags of the ui room."""

from django import template

register = template.Library()
