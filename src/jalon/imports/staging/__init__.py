"""The whole import, prepared and laid ready: what each row will become, as far as reading can tell."""

from jalon.imports.staging.context import context_of
from jalon.imports.staging.stage import stage
from jalon.imports.staging.staged import Staged, State

__all__ = ["Staged", "State", "context_of", "stage"]
