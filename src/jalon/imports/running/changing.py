"""What an import would change in a record that is there: the mapped fields whose cells are filled, nothing else."""

from datetime import date
from typing import Any

from django.db.models import Model

from jalon.imports.running.work import Work


def filled(work: Work, row: dict[str, Any], fields: dict[str, str]) -> dict[str, Any]:
    """{field: value} of the filled cells; an owner as a Membership, unknown owners aside."""
    values = {name: row.get(key) for key, name in fields.items() if row.get(key) not in (None, "")}
    if "owner" in values:
        member = work.members.get(str(values.pop("owner")))
        values |= {"owner": member} if member else {}
    return values


def changes_made(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """{field: [before, after]} of what really changed, as JSON can hold it."""
    return {name: [plain(before[name]), plain(after[name])] for name in after if before[name] != after[name]}


def plain(value: Any) -> Any:
    """A field's value as JSON holds it."""
    if isinstance(value, Model):
        return str(value.pk)
    return value.isoformat() if isinstance(value, date) else value
