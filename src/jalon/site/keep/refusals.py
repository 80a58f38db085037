"""Why a backup, a restore, an upgrade or a move did not happen: words for the operator, who sees them as they are."""


class CannotKeep(Exception):  # noqa: N818 - an answer for the operator
    """Nothing was changed; the words say why and what to do."""


class BrokenArchive(CannotKeep):
    """The archive is damaged, cut short, or no archive of Jalon's."""


class NotEmpty(CannotKeep):
    """There is something already where the archive would go."""


class StillRunning(CannotKeep):
    """Somebody has the database open that is to be replaced."""


class NewerData(CannotKeep):
    """The data were written by a version of Jalon that is newer than this one."""


class LoadedDifferently(CannotKeep):
    """What the database holds after loading is not what the archive says."""


class UpgradeFailed(CannotKeep):
    """A migration or a check failed; the database is as it was."""
