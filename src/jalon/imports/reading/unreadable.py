"""A file that cannot be read as a table: says where and what to do."""

from jalon.kernel.errors import Refusal, Words


class Unreadable(Refusal):
    """The file is not a table that Jalon can read. `line` is the row at fault, from 1; None when none is."""

    def __init__(self, message: Words, *, remedy: Words = "", line: int | None = None) -> None:
        super().__init__(message, field="files", remedy=remedy)
        self.line = line
