"""One visit to a screen of the first run: who sits before it, when, and what is known."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import get_language

from jalon.desk.actions import keep
from jalon.desk.models import FirstRun
from jalon.orgs.actions import edit_workspace
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership, Workspace
from jalon.process import LabelSet
from jalon.process.definitions.text import Lang, Text

type Errors = dict[str, str]


@dataclass(slots=True)
class Sitting:
    """The run is read again whenever something is kept. `sent` is what came with a POST, `errors` what is wrong."""

    run: FirstRun
    actor: Actor
    at: datetime
    sent: QueryDict | None = None
    errors: Errors = field(default_factory=dict)

    @property
    def viewer(self) -> Membership:
        return self.actor.member

    @property
    def workspace(self) -> Workspace:
        return self.actor.member.workspace

    @property
    def answers(self) -> dict[str, Any]:
        """What is known so far."""
        return self.run.answers

    def given(self, name: str) -> str:
        """One value that was sent, "" when it was not."""
        return self.sent.get(name, "") if self.sent is not None else ""

    def ticked(self, name: str) -> list[str]:
        """Every value sent under one name."""
        return self.sent.getlist(name) if self.sent is not None else []

    @property
    def language(self) -> Lang:
        return "fr" if (get_language() or "en").startswith("fr") else "en"

    @property
    def label_set(self) -> LabelSet:
        return "noun" if self.workspace.label_set == "noun" else "infinitive"

    def say(self, text: Text) -> str:
        """A text of the library in the reader's language."""
        return text.say(self.language)

    def keep(self, **answers: Any) -> None:
        """Keep some answers."""
        self.run = keep(answers=answers, actor=self.actor, at=self.at)

    def settle(self, changes: dict[str, object]) -> None:
        """Change how the workspace counts and speaks; of two answers on their way at once, both are kept."""
        with transaction.atomic():
            fresh = Workspace.objects.select_for_update().get(pk=self.workspace.pk)
            self.viewer.workspace = edit_workspace(changes=changes, edit=fresh.edit, actor=self.actor, at=self.at)
