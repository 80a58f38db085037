"""Rows whose search key contains some words, found fast behind the row policies too.

LIKE is not leakproof: behind a policy PostgreSQL may use no index for it, and reads the whole table for a word that is
rare. So one narrow function for each searched table looks on the owner's behalf, in the workspace stood in, and gives
ids. A model asks for it by `found_by_words = True`; it has a folded `search_key`.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet

from jalon.kernel.db.row_security.policies import condition_of

FEWEST_LETTERS = 3  # a trigram
MOST = 2_000  # beyond, walking a list in its order meets enough of them soon


def containing(rows: "QuerySet[Any]", words: str) -> "QuerySet[Any]":
    """Those of `rows` whose `search_key` contains `words`, which are folded already."""
    if len(words) >= FEWEST_LETTERS and connections[rows.db].vendor == "postgresql":
        found = _found(rows, words)
        if len(found) <= MOST:
            return rows.filter(pk__in=found)
    return rows.filter(search_key__contains=words)


def searched_models() -> list[type[Model]]:
    """The models that have a function of their own."""
    return [model for model in apps.get_models() if getattr(model, "found_by_words", False)]


def function_of(model: type[Model]) -> str:
    """The name of a model's function."""
    return f"jalon_find_{model._meta.db_table}"


def install_search(using: str) -> None:
    """Make the functions anew, with their index where the server has `pg_trgm`; as the owner of the tables."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    for model in searched_models():
        if model._meta.db_table in present:
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_schema()")
                cursor.execute(_function(model, *cursor.fetchone()))
            _try(using, _index(model))


def unsearched_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables whose function is missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace")
        known = {name for (name,) in cursor.fetchall()}
    return [model._meta.db_table for model in searched_models() if function_of(model) not in known]


def _found(rows: "QuerySet[Any]", words: str) -> list[UUID]:
    connection = connections[rows.db]
    pattern = f"%{connection.ops.prep_for_like_query(words)}%"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{function_of(rows.model)}"(%s, %s)', [pattern, MOST + 1])  # noqa: S608
        return [pk for (pk,) in cursor.fetchall()]


def _function(model: type[Model], schema: str) -> str:
    table, condition = model._meta.db_table, condition_of(model)
    return f"""
        CREATE OR REPLACE FUNCTION "{function_of(model)}"(pattern text, most integer) RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, "{schema}", pg_temp AS $$
            SELECT id FROM "{table}" WHERE ({condition}) AND search_key LIKE pattern LIMIT most
        $$"""  # noqa: S608


def _index(model: type[Model]) -> Iterator[str]:
    table = model._meta.db_table
    yield "CREATE EXTENSION IF NOT EXISTS pg_trgm"
    yield f'CREATE INDEX IF NOT EXISTS "{table}_words" ON "{table}" USING gin (search_key gin_trgm_ops)'


def _try(using: str, statements: Iterator[Any]) -> None:
    """Without the extension the function reads the table through, which is slower and right."""
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    except DatabaseError:
        return
