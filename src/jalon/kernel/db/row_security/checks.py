"""A system check: every table of ours says to which workspace its rows belong, or why to none."""

from typing import Any

from django.core.checks import CheckMessage, Error

from jalon.kernel.db.row_security.policies import condition_of, our_models


def every_table_has_a_wall(**_kwargs: Any) -> list[CheckMessage]:
    """One error for each model that neither has a workspace nor says why not."""
    return [
        Error(
            f"the rows of {model._meta.label} belong to no workspace, so that row-level security cannot hold them",
            hint="Give it a key `workspace`; or say `wall_through` or `outside_the_wall` (kernel/db/row_security).",
            obj=model,
            id="jalon.E001",
        )
        for model in our_models()
        if not condition_of(model) and not _stands_outside(model)
    ]


def _stands_outside(model: Any) -> bool:
    return bool(getattr(model, "outside_the_wall", "")) or bool(
        model._meta.auto_created and _stands_outside(model._meta.auto_created)
    )
