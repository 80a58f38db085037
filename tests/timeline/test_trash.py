"""The trash of a workspace, whichever room it belongs to."""

from datetime import timedelta

import pytest

from jalon.timeline import trash as bins
from jalon.timeline.trash import TrashLine, trash, trash_shows


@pytest.fixture(autouse=True)
def no_other_bins(monkeypatch):
    monkeypatch.setattr(bins, "_bins", {})


def line(title, at):
    return TrashLine(kind="Deal", title=title, trashed_at=at, restore_url=f"/restore/{title}/")


def test_mixes_what_rooms_keep_newest_first(cast, noon):
    old, new = line("Old", noon), line("New", noon + timedelta(days=1))
    trash_shows("deal", lambda viewer, limit: [old])
    trash_shows("company", lambda viewer, limit: [new])

    assert trash(cast.owner) == [new, old]
    assert trash(cast.owner, limit=1) == [new]


def test_is_a_page_from_which_records_come_back(cast, noon):
    trash_shows("deal", lambda viewer, limit: [line("Licences", noon)] if viewer == cast.reader else [])

    page = cast.client("reader").get("/w/acme/trash/").content.decode()
    empty = cast.client("owner").get("/w/acme/trash/").content.decode()

    assert 'action="/restore/Licences/"' in page
    assert "The trash is empty." in empty
