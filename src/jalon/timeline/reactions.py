"""The upward path: a room above reacts to a recorded event, in the same transaction, without being imported here."""

from collections import defaultdict
from collections.abc import Callable

from jalon.timeline.models import Event

Reaction = Callable[[Event], None]

_reactions: dict[str, list[Reaction]] = defaultdict(list)


def on(verb: str, reaction: Reaction) -> None:
    """Run `reaction` whenever an event of `verb` is recorded; register it in a room's `reactions.py`."""
    if reaction not in _reactions[verb]:
        _reactions[verb].append(reaction)


def react(event: Event) -> None:
    """Run the reactions to `event`; an error in one undoes the whole change."""
    for reaction in _reactions.get(event.verb, ()):
        reaction(event)
