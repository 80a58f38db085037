"""The background: a large dry run, the run and the undo are jobs; old files are let go."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage

from jalon.deals.models import Deal
from jalon.imports.actions import add_files, check_import, discard_import, forget_old_imports, run_import, undo_import
from jalon.imports.actions._claim import ImportChanged
from jalon.imports.models import Import, ImportChunk, ImportFile, Status
from jalon.imports.queries import progress_of, report_rows
from jalon.kernel.jobs.testing import run_pending_now

TEXT = "Deal id,Deal,Stage\nA,One,Qualify\nB,Two,Qualify\n"


def test_checks_a_large_import_later(begin, pipeline, cast, noon, monkeypatch):
    from importlib import import_module

    monkeypatch.setattr(import_module("jalon.imports.actions.check"), "AT_ONCE", 1)
    import_ = begin({"deals.csv": TEXT})

    check_import(import_=import_, actor=cast.actor(), at=noon)
    waiting = Import.objects.get(pk=import_.pk)
    assert (waiting.status, progress_of(waiting).state) == (Status.CHECKING, "waiting")
    run_pending_now()

    import_.refresh_from_db()
    assert (import_.status, import_.verdict["went"]["new"]) == (Status.CHECKED, 2)


def test_checks_a_small_import_at_once(begin, pipeline, cast, noon):
    import_ = begin({"deals.csv": TEXT})

    check_import(import_=import_, actor=cast.actor(), at=noon)

    assert import_.status == Status.CHECKED


def test_runs_and_undoes_in_the_background(begin, check, pipeline, cast, noon):
    import_ = check(begin({"deals.csv": TEXT}))

    run_import(import_=import_, actor=cast.actor(), at=noon)
    run_pending_now()
    import_.refresh_from_db()
    assert (import_.status, Deal.objects.count()) == (Status.DONE, 2)

    undo_import(import_=import_, actor=cast.actor(), at=noon)
    run_pending_now()
    import_.refresh_from_db()
    assert (import_.status, Deal.objects.filter(trashed_at=None).count()) == (Status.UNDONE, 0)


def kept_names(import_):
    return [name for file in import_.files.all() for name in (file.stored, file.table)]


def test_discards_a_draft_with_its_files(begin, cast):
    import_ = begin({"deals.csv": TEXT})
    names = kept_names(import_)
    assert all(default_storage.exists(name) for name in names)

    discard_import(import_=import_, actor=cast.actor())

    assert not Import.objects.exists()
    assert not any(default_storage.exists(name) for name in names)


def test_does_not_discard_what_has_run(load, pipeline, cast):
    import_ = load({"deals.csv": TEXT})

    with pytest.raises(ImportChanged):
        discard_import(import_=import_, actor=cast.actor())
    assert ImportChunk.objects.filter(part_of=import_).exists()


def test_forgets_the_files_once_they_can_no_longer_be_undone_but_not_the_report(load, pipeline, noon):
    import_ = load({"deals.csv": TEXT})
    stored = ImportFile.objects.get().stored

    assert forget_old_imports(at=noon + timedelta(days=6)) == 0
    assert forget_old_imports(at=noon + timedelta(days=8)) == 1

    assert not default_storage.exists(stored)
    assert len(list(report_rows(import_)[1])) == 2


def test_forgets_old_drafts(begin, noon):
    begin({"deals.csv": TEXT})

    assert forget_old_imports(at=noon + timedelta(days=31)) == 1
    assert not Import.objects.exists()


def test_keeps_an_old_draft_that_was_checked_lately(begin, check, pipeline, noon):
    import_ = check(begin({"deals.csv": TEXT}))
    Import.objects.update(created_at=noon - timedelta(days=40))

    assert forget_old_imports(at=noon + timedelta(days=29)) == 0
    assert all(default_storage.exists(name) for name in kept_names(import_))
    assert forget_old_imports(at=noon + timedelta(days=31)) == 1


def test_keeps_no_table_of_a_file_that_came_too_late(begin, cast):
    import_ = begin({"deals.csv": TEXT})
    kept = sorted(kept_names(import_))
    Import.objects.filter(pk=import_.pk).update(edit=99)

    with pytest.raises(ImportChanged):
        add_files(import_=import_, files=[("more.csv", BytesIO(TEXT.encode()))], actor=cast.actor())

    folder = kept[0].rpartition("/")[0]
    assert sorted(f"{folder}/{name}" for name in default_storage.listdir(folder)[1]) == kept
