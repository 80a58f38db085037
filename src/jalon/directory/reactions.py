"""What the directory keeps in the trash."""

from jalon.directory.trashed import trashed_companies, trashed_people
from jalon.timeline.trash import trash_shows

trash_shows("company", trashed_companies)
trash_shows("person", trashed_people)
