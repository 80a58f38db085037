"""The workspace’s own words in a template: `{% say "deal" "new" %}`, `{% counted "deal" 3 %}`."""

from django import template
from django.template import Context
from django.utils.formats import localize

from jalon.orgs import wording
from jalon.orgs.nouns import Kind

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, kind: Kind, phrase: str) -> str:
    """A sentence of `orgs.wording.PHRASES` in the words of the viewer’s workspace."""
    return wording.say(context["viewer"].workspace.nouns, kind, phrase)


@register.simple_tag(takes_context=True)
def counted(context: Context, kind: Kind, number: int) -> str:
    """A number and the word it counts: “2 opportunities”, « 1 dossier »."""
    return f"{localize(number)} {wording.count(context['viewer'].workspace.nouns, kind, number)}"
