"""Which rows of a model a place shows, as SQL."""

from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey, Model

PERSON, WORKSPACE, EVERYWHERE = (f"(SELECT jalon_{name}())" for name in ("person", "workspace", "everywhere"))
FUNCTIONS = [
    f"CREATE OR REPLACE FUNCTION jalon_{name}() RETURNS {kind} LANGUAGE sql STABLE PARALLEL SAFE AS $$ {body} $$"
    for name, kind, body in (
        ("person", "uuid", "SELECT NULLIF(current_setting('jalon.person', true), '')::uuid"),
        ("workspace", "uuid", "SELECT NULLIF(current_setting('jalon.workspace', true), '')::uuid"),
        ("everywhere", "boolean", "SELECT current_setting('jalon.everywhere', true) = 'on'"),
    )
]


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy of a table: rows that satisfy `condition` may be read, and written too unless `reading` alone."""

    table: str
    name: str
    condition: str
    reading: bool = False

    def create(self) -> str:
        """The statement that makes it."""
        scope = f"FOR SELECT USING ({self.condition})" if self.reading else f"USING ({self.condition})"
        return f'CREATE POLICY "{self.name}" ON "{self.table}" {scope}'


def walled_models() -> list[type[Model]]:
    """The models whose rows belong to a workspace."""
    return [model for model in our_models() if condition_of(model)]


def our_models() -> list[type[Model]]:
    """Those whose tables we make, with the tables of their many-to-many relations."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("jalon.") and model._meta.managed and not model._meta.proxy
    ]


def policies_of(model: type[Model]) -> list[Policy]:
    """The policies that the table of a walled model must have."""
    table = model._meta.db_table
    policies = [Policy(table, "jalon_wall", condition_of(model))]
    if seen := getattr(model, "seen_by_person", ""):
        policies.append(Policy(table, "jalon_person", seen.format(person=PERSON), reading=True))
    return policies


def condition_of(model: type[Model]) -> str:
    """When a row is there for who stands in a workspace; "" when the model belongs to none, or does not say.

    Each function is asked in a sub-select of its own, which the database evaluates once a statement and not once a row.
    """
    if hasattr(model, "outside_the_wall"):
        return ""
    if key := _parent_key(model):
        parent = key.related_model._meta
        inside = f'"{key.column}" IN (SELECT "{parent.pk.column}" FROM "{parent.db_table}")'  # noqa: S608
        return inside if condition_of(key.related_model) else ""
    column = getattr(model, "wall_column", "workspace_id")
    known = {field.column for field in model._meta.local_concrete_fields}
    return f'"{column}" = {WORKSPACE} OR {EVERYWHERE}' if column in known else ""


def _parent_key(model: type[Model]) -> "ForeignKey[Model, Model] | None":
    """The key to the row that says where a row belongs: the declared one; of a many-to-many table, the first."""
    if model._meta.auto_created:
        return next(field for field in model._meta.local_concrete_fields if isinstance(field, ForeignKey))
    try:
        field = model._meta.get_field(getattr(model, "wall_through", ""))
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, ForeignKey) else None
