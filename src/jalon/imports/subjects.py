"""How the audit trail calls imports, and where they open."""

from django.utils.translation import gettext_lazy as _

from jalon.timeline.audit.subjects import subjects_are, subjects_open

subjects_are("import", _("Import of files"))
subjects_open("import", "imports:import")
