"""Companies that the workspace has already: the same reference, domain or name, legal forms and accents aside."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import batched
from uuid import UUID

import polars as pl
from rapidfuzz import fuzz, process

from jalon.directory.models import Company
from jalon.imports.matching.among import among

AT_ONCE = 1_000
CLOSE = 90
BLOCK = 3
MOST_NAMES = 20_000
SHARED_DOMAINS = frozenset(
    """gmail.com outlook.com hotmail.com yahoo.com yahoo.fr orange.fr free.fr wanadoo.fr linkedin.com
    facebook.com""".split()
)


def find_companies(workspace_id: UUID, companies: pl.DataFrame) -> dict[str, UUID]:
    """{company.key: id} of those that are there; a different reference tells two companies of one name apart."""
    by_reference = _index(workspace_id, "reference", companies["company.reference"])
    by_domain = _index(workspace_id, "domain", companies["company.domain"])
    by_name = _index(workspace_id, "match_key", companies["company.match"])
    columns = ["company.key", "company.reference", "company.domain", "company.match"]
    found: dict[str, UUID] = {}
    for key, reference, domain, name in companies.select(columns).iter_rows():
        same = by_reference.get(reference) or by_name.get(name) or by_domain.get(domain) or []
        match = next((pk for pk, other in same if not (reference and other and reference != other)), None)
        if match:
            found[key] = match
    return found


def close_names(workspace_id: UUID, names: Sequence[str]) -> list[tuple[str, str]]:
    """(new name, name there) of companies whose names, as matched, are nearly the same: advice, nothing is done."""
    if not names or len(names) > MOST_NAMES:
        return []
    there: dict[str, list[str]] = defaultdict(list)
    rows = Company.objects.filter(workspace_id=workspace_id).live().exclude(match_key="")
    for name in rows.values_list("match_key", flat=True)[:MOST_NAMES]:
        there[name[:BLOCK]].append(name)
    advice: list[tuple[str, str]] = []
    for name in names:
        close = process.extractOne(name, there.get(name[:BLOCK], []), scorer=fuzz.ratio, score_cutoff=CLOSE)
        if close and close[0] != name:
            advice.append((name, close[0]))
    return advice


def _index(workspace_id: UUID, field: str, values: pl.Series) -> dict[str, list[tuple[UUID, str]]]:
    found: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
    wanted = [value for value in values.drop_nulls().unique().to_list() if value and value not in SHARED_DOMAINS]
    for some in batched(wanted, AT_ONCE):
        rows = Company.objects.filter(workspace_id=workspace_id, **{f"{field}__in": among(some)}).exclude(**{field: ""})
        for value, pk, reference in rows.live().order_by("created_at").values_list(field, "pk", "reference"):
            found[value].append((pk, reference))
    return found
