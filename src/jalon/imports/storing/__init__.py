"""Where files of imports are kept: what was dropped, and the tables made of it."""

from jalon.imports.storing.files import forget, load_table, load_tables, local_copy, save_table, save_upload

__all__ = ["forget", "load_table", "load_tables", "local_copy", "save_table", "save_upload"]
