"""What one person's home shows: their work, what the book lacks, and what happened last."""

from jalon.desk.queries.lacks import Lack, lacks
from jalon.desk.queries.latest import Latest, latest
from jalon.desk.queries.my_work import MyWork, my_work

__all__ = ["Lack", "Latest", "MyWork", "lacks", "latest", "my_work"]
