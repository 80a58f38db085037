"""Everything that can be done to companies and people."""

from jalon.directory.actions._records import CannotSave, RecordChanged
from jalon.directory.actions.companies import create_company, edit_company, restore_company, trash_company
from jalon.directory.actions.people import create_person, edit_person, restore_person, trash_person

__all__ = [
    "CannotSave",
    "RecordChanged",
    "create_company",
    "create_person",
    "edit_company",
    "edit_person",
    "restore_company",
    "restore_person",
    "trash_company",
    "trash_person",
]
