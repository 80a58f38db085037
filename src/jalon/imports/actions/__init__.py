"""Everything that can be done to an import, from the first file to its undo."""

from jalon.imports.actions._claim import ImportChanged, must_be_editable
from jalon.imports.actions.change_plan import NotAPlan, change_plan, correct_cell, suggest_again
from jalon.imports.actions.check import check_import, finish_check
from jalon.imports.actions.files import NoSuchFile, add_file, add_files, add_pasted, read_again, remove_file
from jalon.imports.actions.forget import discard_import, forget_old_imports
from jalon.imports.actions.run import NotReady, finish_run, run_import, try_again
from jalon.imports.actions.start import start_import
from jalon.imports.actions.undo import NotUndoable, finish_undo, undo_import

__all__ = [
    "ImportChanged",
    "NoSuchFile",
    "NotAPlan",
    "NotReady",
    "NotUndoable",
    "add_file",
    "add_files",
    "add_pasted",
    "change_plan",
    "check_import",
    "correct_cell",
    "discard_import",
    "finish_check",
    "finish_run",
    "finish_undo",
    "forget_old_imports",
    "must_be_editable",
    "read_again",
    "remove_file",
    "run_import",
    "start_import",
    "suggest_again",
    "try_again",
    "undo_import",
]
