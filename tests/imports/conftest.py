"""A pipeline, and a way to load text as files; whatever a test did, the kept totals are true afterwards."""

from io import BytesIO
from pathlib import Path

import pytest

from jalon.deals.actions import publish
from jalon.deals.actions.fold_totals import totals_drift
from jalon.deals.models import Deal, Pipeline, StageVisit
from jalon.imports.actions import add_files, change_plan, finish_check, finish_run, run_import, start_import
from jalon.imports.queries import plan_of
from tests.deals.process import definition


def mute(_done: int, _total: int) -> None:
    """Says nothing of progress."""


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path):
    """Each test keeps its files in a folder of its own."""
    storage = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def pipeline(cast, noon):
    """QUALIFY, PRESENT (the opportunity line), DECIDE (won on leaving), ONBOARD."""
    return publish(definition=definition(), actor=cast.actor(), at=noon)


@pytest.fixture
def begin(cast, noon):
    """An import with the given files, {name: text or bytes}, planned as suggested but for `changes`."""

    def begin(files, *, by="owner", **changes):
        import_ = start_import(actor=cast.actor(by), at=noon)
        contents = [(name, BytesIO(text.encode() if isinstance(text, str) else text)) for name, text in files.items()]
        add_files(import_=import_, files=contents, actor=cast.actor(by))
        if changes:
            change_plan(import_=import_, plan=plan_of(import_).model_copy(update=changes), actor=cast.actor(by))
        return import_

    return begin


@pytest.fixture
def check(cast, noon):
    """The dry run, here and now; gives the import."""

    def check(import_, *, by="owner"):
        finish_check(import_=import_, edit=import_.edit, actor=cast.actor(by), at=noon, progress=mute)
        return import_

    return check


@pytest.fixture
def load(begin, check, cast, noon):
    """Begins, checks and runs an import, here and now; gives it."""

    def load(files, *, by="owner", at=noon, **changes):
        import_ = check(begin(files, by=by, **changes), by=by)
        run_import(import_=import_, actor=cast.actor(by), at=at)
        finish_run(import_=import_, progress=mute, at=at)
        return import_

    return load


@pytest.fixture
def shared():
    """The folder of data sets beside the project; the test is left out where it is absent."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the data sets are not here: they stand beside the project, in ../shared/data")
    return folder


@pytest.fixture(autouse=True)
def books_balance(request):
    """Totals equal a recount; a deal is in one stage until it is finished, then in none."""
    if "cast" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("cast")
    yield
    assert not any(totals_drift(pipeline) for pipeline in Pipeline.objects.all())
    standing = StageVisit.objects.filter(left_at=None).values_list("deal_id", "stage_id")
    assert sorted(standing) == sorted(Deal.objects.filter(finished_at=None).values_list("pk", "stage_id"))
