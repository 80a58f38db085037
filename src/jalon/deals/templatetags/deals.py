"""Days as people say them."""

from datetime import date

from django import template

from jalon.deals.forms.deal_fields import day_words

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """`{{ task.due_on|day }}`: "9 Dec 2026", « 9 déc. 2026 »; nothing for no day."""
    return day_words(value) if value else ""
