"""Each connection takes the application's role as soon as it is made, and stands where its thread stands.

The role neither owns the tables nor bypasses their policies (`kernel/db/row_security`). Migrations put it aside for
their time: with the same login, or with the owner's own one where the settings name it.
"""

from typing import Any

from django.db.backends.postgresql import base

from jalon.kernel.db.row_security.place import at_rest, placing
from jalon.kernel.db.row_security.roles import TAKE_ROLE, app_role
from jalon.kernel.db.row_security.walled import Walled


class DatabaseWrapper(Walled, base.DatabaseWrapper):
    """The backend; `place` is what the policies go by, `is_owner` whether the role is put aside."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.place = at_rest()
        self.is_owner = False
        self.application_login = self.settings_dict["USER"]

    def init_connection_state(self) -> None:
        """What a fresh connection is told before its first query."""
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            if not self.is_owner:
                cursor.execute(TAKE_ROLE, [app_role(self)])
            cursor.execute(*placing(self.place))
        if not self.get_autocommit():
            self.connection.commit()

    def put_role_aside(self) -> None:
        """Be who owns the tables, from the next statement on."""
        self.is_owner = True
        if owner := self.settings_dict.get("OWNER"):
            self._change_login(owner)
        elif self.connection is not None:
            self._say("SET ROLE NONE")

    def take_role(self) -> None:
        """Be the application again."""
        self.is_owner = False
        if self.settings_dict.get("OWNER"):
            self._change_login(self._application)
        elif self.connection is not None:
            self._say(TAKE_ROLE, [app_role(self)])

    def _change_login(self, login: dict[str, Any]) -> None:
        self._application = {name: self.settings_dict[name] for name in login}
        self.close()
        self.settings_dict.update(login)

    def _say(self, *statement: Any) -> None:
        with self.cursor() as cursor:
            cursor.execute(*statement)
