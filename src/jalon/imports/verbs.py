"""What can happen to imports, as verbs of the catalogue."""

from jalon.timeline.catalogue import Particulars, declare

OPERATION = "imports.run"


class ImportRan(Particulars):
    """How many rows, and how many records were made or changed."""

    rows: int
    created: int
    updated: int
    refused: int


class ImportGivenBack(Particulars):
    """How many records went to the trash, were put back as they were, and were kept because somebody used them."""

    trashed: int
    restored: int
    kept: int


IMPORT_STARTED = declare("import.started", en="started an import", fr="a lancé un import")
IMPORT_FINISHED = declare("import.finished", ImportRan, en="finished an import", fr="a terminé un import")
IMPORT_UNDONE = declare("import.undone", ImportGivenBack, en="undid an import", fr="a annulé un import")
