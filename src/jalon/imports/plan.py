"""The plan of an import: everything a person decided, as data that can be kept, sent and read again."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from jalon.imports.targets import NOTE, SUBJECTS, TARGETS, Subject

Duplicates = Literal["skip", "update", "create"]
Unreadable = Literal["refuse", "leave_out"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnPlan(_Part):
    """What one column feeds: a target's key, "note", or "" for nothing.

    `day_first` and `decimal` are how its dates and figures are written; `factor` multiplies its figures.
    """

    target: str = NOTE
    why: str = ""
    day_first: bool | None = None
    decimal: Literal[",", "."] | None = None
    factor: int = Field(default=1, ge=1, le=1_000_000)


class Lookup(_Part):
    """The file is looked up: its `key` is found in `column` of the file `onto`."""

    key: str
    onto: str
    column: str


class FilePlan(_Part):
    """One file: what its columns feed; the one without `lookup` that comes first leads."""

    name: str
    lookup: Lookup | None = None
    columns: dict[str, ColumnPlan] = Field(default_factory=dict)


class Correction(_Part):
    """A cell corrected by hand: `row` is its number in the file."""

    file: str
    row: int
    column: str
    value: str


class Plan(_Part):
    """`stages` and `outcomes` give the choice for each word: "stage:KEY", "outcome:won", "skip", "" while undecided;
    `owners` a membership's id or "" for nobody; `defaults` what a deal or person gets where no column says."""

    files: tuple[FilePlan, ...] = ()
    subjects: tuple[Subject, ...] = SUBJECTS
    pipeline: str = ""
    duplicates: Duplicates = "skip"
    unreadable: Unreadable = "refuse"
    stages: dict[str, str] = Field(default_factory=dict)
    outcomes: dict[str, str] = Field(default_factory=dict)
    owners: dict[str, str] = Field(default_factory=dict)
    defaults: dict[str, str] = Field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()

    @property
    def main(self) -> FilePlan:
        """The file that leads: one record for each of its rows."""
        return next(file for file in self.files if file.lookup is None)

    @property
    def looked_up(self) -> tuple[FilePlan, ...]:
        """The files that are joined to it, in order of joining."""
        return tuple(file for file in self.files if file.lookup is not None)

    @property
    def lead(self) -> Subject:
        """What each row of the main file is: a deal if deals are fed, else a person, else a company."""
        return next(subject for subject in ("deal", "person", "company") if subject in self.subjects)

    def sources(self, target: str) -> list[tuple[str, str]]:
        """(file, column) that feed `target`, the main file first: the first filled cell counts."""
        used = (self.main, *self.looked_up)
        return [(file.name, name) for file in used for name, column in file.columns.items() if column.target == target]

    def speaks_of_companies(self, name: str) -> bool:
        """Whether the looked-up file `name` feeds companies and nothing else, so that its notes are theirs."""
        file = next(file for file in (self.main, *self.looked_up) if file.name == name)
        fed = {TARGETS[column.target].subject for column in file.columns.values() if column.target in TARGETS}
        return file.lookup is not None and fed == {"company"} and "company" in self.subjects

    def targets(self) -> tuple[str, ...]:
        """The targets that some column feeds, of the subjects that are imported."""
        fed = {column.target for file in (self.main, *self.looked_up) for column in file.columns.values()}
        return tuple(key for key, target in TARGETS.items() if key in fed and target.subject in self.subjects)
