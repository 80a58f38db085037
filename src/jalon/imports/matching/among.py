"""Many values asked for at once, as one parameter: a thousand parameters cost more to prepare than to look up."""

import json
from collections.abc import Sequence

from django.db import connection
from django.db.models.expressions import RawSQL


def among(values: Sequence[str]) -> RawSQL:
    """The right-hand side of `<text field>__in`, for as many values as one likes."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", (json.dumps(values),))
    return RawSQL("SELECT unnest(%s::text[])", (list(values),))
