"""The second wall: on PostgreSQL, rows of a workspace are there for nobody who does not stand in it.

The first wall is `visible_to(viewer)`, in every query; this one holds when a query forgets it, also in raw SQL. The
application connects as a role that neither owns the tables nor bypasses their policies (`roles`), and says where it
stands (`place`): as which person, in which workspace. Who says nothing sees nothing. SQLite has the first wall alone,
and there all this does nothing.

A table belongs to a workspace by its column `workspace_id`. A model says so when it is otherwise:

    wall_column = "id"                            the workspace's id stands in another column
    wall_through = "part_of"                      it belongs where the row behind that foreign key does
    seen_by_person = "user_id = {person}"         a person may also read these, wherever they stand
    outside_the_wall = "why"                      it belongs to no workspace

A model that says nothing and has no workspace is refused by the system check (`checks`). The policies are put on after
every migration (`install`), and `faults` says what is missing.
"""

from jalon.kernel.db.row_security.install import faults, install, install_after_migrate
from jalon.kernel.db.row_security.place import enter, everywhere, leave, recognise, rest_everywhere, within
from jalon.kernel.db.row_security.roles import as_owner, how_to_make_role, is_bound, owners_copy
from jalon.kernel.db.row_security.search import containing

__all__ = [
    "as_owner",
    "containing",
    "enter",
    "everywhere",
    "faults",
    "how_to_make_role",
    "install",
    "install_after_migrate",
    "is_bound",
    "leave",
    "owners_copy",
    "recognise",
    "rest_everywhere",
    "within",
]
