"""What can happen to companies and people, as verbs of the catalogue."""

from jalon.timeline.catalogue import Particulars, declare


class RecordEdited(Particulars):
    """Which fields changed; their old and new words are in the event's text."""

    fields: tuple[str, ...]


COMPANY_CREATED = declare("company.created", en="added the company", fr="a ajouté la société")
COMPANY_IMPORTED = declare("company.imported", en="imported the company", fr="a importé la société")
COMPANY_EDITED = declare("company.edited", RecordEdited, en="edited the company", fr="a modifié la société")
COMPANY_TRASHED = declare("company.trashed", en="moved the company to the trash", fr="a mis la société à la corbeille")
COMPANY_RESTORED = declare(
    "company.restored", en="took the company out of the trash", fr="a sorti la société de la corbeille"
)
PERSON_CREATED = declare("person.created", en="added the person", fr="a ajouté le contact")
PERSON_IMPORTED = declare("person.imported", en="imported the person", fr="a importé le contact")
PERSON_EDITED = declare("person.edited", RecordEdited, en="edited the person", fr="a modifié le contact")
PERSON_TRASHED = declare("person.trashed", en="moved the person to the trash", fr="a mis le contact à la corbeille")
PERSON_RESTORED = declare(
    "person.restored", en="took the person out of the trash", fr="a sorti le contact de la corbeille"
)
