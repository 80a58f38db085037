"""What each role may do, and whose records it sees: the whole table on one screen."""

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Administrator")
    MANAGER = "manager", _("Manager")
    SELLER = "seller", _("Seller")
    VIEWER = "viewer", _("Viewer")


class Scope(TextChoices):
    OWN = "own", _("Own records")
    TEAM = "team", _("The team’s records")
    ALL = "all", _("All records")


class KeyScope(TextChoices):
    """What an API key may do, of what its member may."""

    READ = "read", _("Read and export")
    WRITE = "write", _("Change records, import")
    ADMIN = "admin", _("Manage process, members and settings")


class Can(StrEnum):
    """A capability; `viewer.may(Can.MOVE_DEALS)`."""

    VIEW = "workspace.view"
    EDIT_DEALS = "deals.edit"
    MOVE_DEALS = "deals.move"
    OVERRIDE_GATES = "deals.override"
    ASSIGN_DEALS = "deals.assign"
    DELETE_DEALS = "deals.delete"
    EDIT_DIRECTORY = "directory.edit"
    IMPORT = "imports.run"
    EXPORT = "exports.run"
    PUBLISH_PROCESS = "process.publish"
    MANAGE_MEMBERS = "members.manage"
    MANAGE_WORKSPACE = "workspace.manage"
    DELETE_WORKSPACE = "workspace.delete"


_VIEWER = frozenset({Can.VIEW})
_SELLER = _VIEWER | {Can.EDIT_DEALS, Can.MOVE_DEALS, Can.EDIT_DIRECTORY, Can.EXPORT}
_MANAGER = _SELLER | {Can.OVERRIDE_GATES, Can.ASSIGN_DEALS, Can.DELETE_DEALS, Can.IMPORT}
_ADMIN = _MANAGER | {Can.PUBLISH_PROCESS, Can.MANAGE_MEMBERS, Can.MANAGE_WORKSPACE}

CAPABILITIES: dict[str, frozenset[Can]] = {
    Role.VIEWER: _VIEWER,
    Role.SELLER: _SELLER,
    Role.MANAGER: _MANAGER,
    Role.ADMIN: _ADMIN,
    Role.OWNER: _ADMIN | {Can.DELETE_WORKSPACE},
}

DEFAULT_SCOPE: dict[str, Scope] = {
    Role.VIEWER: Scope.ALL,
    Role.SELLER: Scope.ALL,
    Role.MANAGER: Scope.ALL,
    Role.ADMIN: Scope.ALL,
    Role.OWNER: Scope.ALL,
}

_OF_SCOPE: dict[str, frozenset[Can]] = {
    KeyScope.READ: frozenset({Can.VIEW, Can.EXPORT}),
    KeyScope.WRITE: _MANAGER - {Can.VIEW, Can.EXPORT},
    KeyScope.ADMIN: (_ADMIN | {Can.DELETE_WORKSPACE}) - _MANAGER,
}


def within(scopes: Iterable[str]) -> frozenset[Can]:
    """What these scopes let a key do, if its member may; unknown scopes let it do nothing."""
    return frozenset().union(*(_OF_SCOPE.get(scope, frozenset()) for scope in scopes))
