"""Loading many rows at once gives back what was put in, on both engines."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from jalon.directory.models import Company
from jalon.imports.models import Import, ImportChunk
from jalon.kernel.db.bulk import BATCH, Same, bulk_load, load_columns
from jalon.kernel.ids import new_id
from jalon.orgs.models import Target

NASTY = ["tab\there", "two\nlines\r\n", "back\\slash \\N \\.", "quote \" and '", "é ☃ 𝄞", "", "NULL", "; drop table"]


def companies(names):
    return {
        "id": [new_id() for _name in names],
        "workspace_id": Same(None),
        "created_at": Same(datetime(2026, 3, 29, 1, 30, 15, 123456, tzinfo=UTC)),
        "edit": Same(1),
        "name": names,
        **{
            name: Same("") for name in "website domain phone sector city country reference search_key match_key".split()
        },
    }


def test_keeps_any_text(cast):
    columns = companies(NASTY) | {"workspace_id": Same(cast.workspace.pk)}

    assert load_columns(Company, columns) == len(NASTY)

    assert list(Company.objects.order_by("id").values_list("name", flat=True)) == NASTY


def test_keeps_instants_days_numbers_and_nothing(cast):
    instant = datetime(2026, 3, 29, 1, 30, 15, 123456, tzinfo=UTC)
    fields = ["id", "workspace_id", "period", "starts_on", "amount_minor", "currency"]
    bulk_load(
        Target,
        fields=fields,
        rows=[(new_id(), cast.workspace.pk, "month", date(2026, 2, 28), -9_000_000_000_000_000, "EUR")],
    )
    load_columns(
        Company,
        companies(["a", "b"])
        | {"workspace_id": Same(cast.workspace.pk), "employees": [12, None], "trashed_at": [None, instant]},
    )

    target, (first, second) = Target.objects.get(), Company.objects.order_by("name")
    assert (target.starts_on, target.amount_minor) == (date(2026, 2, 28), -9_000_000_000_000_000)
    assert (first.employees, first.trashed_at, first.created_at) == (12, None, instant)
    assert (second.employees, second.trashed_at) == (None, instant)


def test_keeps_documents_and_bytes(cast):
    document = {"text": "a\tb\\n\n“é”", "list": [1, None, True]}
    pk = new_id()
    load_columns(
        Import,
        {
            "id": [pk],
            "workspace_id": Same(cast.workspace.pk),
            "created_at": Same(datetime(2026, 1, 1, tzinfo=UTC)),
            "status": Same("draft"),
            "edit": Same(1),
            "rows": Same(0),
            "plan": [document],
        },
    )
    fields = ["part_of_id", "phase", "number", "rows", "outcomes", "written_at"]
    bulk_load(
        ImportChunk, fields=fields, rows=[(pk, "deal", 1, 0, b"\x00\\x\n\t\xff", datetime(2026, 1, 1, tzinfo=UTC))]
    )

    assert Import.objects.get(pk=pk).plan == document
    assert bytes(ImportChunk.objects.get().outcomes) == b"\x00\\x\n\t\xff"


def test_loads_more_than_a_batch_and_nothing_at_all(cast):
    names = [f"Company {number}" for number in range(2 * BATCH + 1)]

    assert load_columns(Company, companies(names) | {"workspace_id": Same(cast.workspace.pk)}) == len(names)
    assert bulk_load(Company, fields=["id", "name"], rows=[]) == 0

    assert Company.objects.count() == len(names)


def test_leaves_constraints_to_the_database(cast):
    columns = companies(["a", "b"]) | {"workspace_id": Same(cast.workspace.pk), "id": Same(new_id())}

    with pytest.raises(IntegrityError), transaction.atomic():
        load_columns(Company, columns)

    assert Company.objects.count() == 0
