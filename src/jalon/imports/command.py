"""An import done from the command line, step by step, with what to print at each."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jalon.imports.actions import (
    NotAPlan,
    add_files,
    change_plan,
    discard_import,
    finish_check,
    finish_run,
    run_import,
    start_import,
)
from jalon.imports.actions.change_plan import plan_from
from jalon.imports.plan import Plan
from jalon.imports.queries import Figures, ReportRow, figures_of, plan_of, problem_page, report_rows, shared_stages
from jalon.imports.words import counted
from jalon.kernel.clock import now
from jalon.kernel.errors import Refusal
from jalon.kernel.spreadsheet import Cell, csv_lines, xlsx_file
from jalon.orgs.actor import Actor, Door
from jalon.orgs.models import Membership
from jalon.orgs.roles import Role

PAGES = {"company": "deals:company", "person": "deals:person", "deal": "deals:deal"}


class NoSuchMember(Refusal):
    """No workspace has that address, or nobody of that e-mail address is in it."""


class Command:
    """One import for one member; `now()` is asked for here, as a view would."""

    def __init__(self, *, workspace: str, email: str) -> None:
        self.member = _member(workspace, email)
        self.actor = Actor(self.member, Door.IMPORT)
        translation.activate(self.member.user.language)
        self.import_ = start_import(actor=self.actor, at=now())

    def read(self, paths: Sequence[Path]) -> None:
        """Add the files. Raises Unreadable."""
        try:
            opened = [(path.name, path.open("rb")) for path in paths]
        except OSError as problem:
            self.discard()
            raise Refusal(f"{problem.filename}: {problem.strerror}.") from None
        try:
            add_files(import_=self.import_, files=opened, actor=self.actor)
        except Refusal:
            self.discard()
            raise
        finally:
            for _name, file in opened:
                file.close()

    def decide(self, *, mapping: Any, pipeline: str, duplicates: str | None) -> None:
        """Take what is suggested, and what `mapping` (as `mapping()` prints it) and the options say otherwise."""
        plan = plan_of(self.import_)
        told: dict[str, Any] = plan.model_dump(mode="json")
        told |= _merged(told, mapping) if mapping else {}
        told |= {"pipeline": pipeline} if pipeline else {}
        told |= {"duplicates": duplicates} if duplicates else {}
        try:
            change_plan(import_=self.import_, plan=self._with_members(plan_from(told)), actor=self.actor)
        except Refusal:
            self.discard()
            raise

    def mapping(self) -> str:
        """What was decided, as YAML that `decide` takes; owners by their e-mail address."""
        plan = plan_of(self.import_)
        told = plan.model_dump(mode="json", exclude={"corrections"})
        emails = {str(member.pk): member.user.email for member in self._members()}
        told["owners"] = {word: emails.get(member, "") for word, member in plan.owners.items()}
        return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120)

    def check(self) -> None:
        """The dry run, here and now."""
        try:
            finish_check(
                import_=self.import_,
                edit=self.import_.edit,
                actor=self.actor,
                at=now(),
                progress=lambda _done, _all: None,
            )
        except Refusal:
            self.discard()
            raise

    def verdict(self, *, rows: int) -> str:
        """What the dry run found, with the first rows that are refused."""
        found = figures_of(self.import_)
        assert found is not None  # noqa: S101 - it was checked
        said = [
            _("%(rows)s rows: %(states)s.") % {"rows": counted(found.rows), "states": _states(found)},
            _("To create: %(records)s.") % {"records": found.created() or _("nothing")},
            *shared_stages(self.member, plan_of(self.import_)),
        ]
        colon = pgettext("between a label and its value", ": ")
        said += [
            f"  {count:>8}  {'✗' if refuses else '·'} {field}{colon}{why}"
            for field, why, count, refuses in found.reasons
        ]
        page = problem_page(self.import_)
        said += [_("row %(row)s") % {"row": row.row} + f"{colon}{row.field} — {row.why}" for row in page.rows[:rows]]
        said += [
            _("“%(new)s” is close to “%(there)s”.") % {"new": new, "there": there} for new, there in found.close_names
        ]
        return "\n".join(said)

    def run(self) -> None:
        """Do it, here and now."""
        run_import(import_=self.import_, actor=self.actor, at=now())
        finish_run(import_=self.import_, progress=_dots, at=now())

    def outcome(self) -> str:
        """What was done."""
        found = figures_of(self.import_)
        assert found is not None  # noqa: S101 - it ran
        return _("Done: %(records)s; rows: %(states)s.") % {
            "records": found.created() or _("nothing"),
            "states": _states(found),
        }

    def report(self, path: Path | None) -> None:
        """Write the report of every row, as CSV or, by its name, as a workbook."""
        if path is None:
            return
        headers, rows = report_rows(self.import_)
        header = [_("Row"), _("What became of it"), _("Why"), _("Record"), *headers]
        cells = (self._cells(row) for row in rows)
        if path.suffix.lower() == ".xlsx":
            with xlsx_file(_("Import"), header, cells, ["number", *["text"] * (len(header) - 1)]) as book:
                path.write_bytes(book.read())
        else:
            path.write_text("".join(csv_lines(header, cells)), encoding="utf-8", newline="")

    def discard(self) -> None:
        """Leave nothing of an import that does not run."""
        discard_import(import_=self.import_, actor=self.actor)

    def _cells(self, row: ReportRow) -> list[Cell]:
        path = reverse(PAGES[row.kind], args=[self.member.workspace.slug, row.record]) if row.record else ""
        return [row.row, row.outcome, row.reason, settings.CONFIG.origin() + path if path else "", *row.cells]

    def _members(self) -> list[Membership]:
        rows = Membership.objects.filter(workspace=self.member.workspace, left_at=None).select_related("user")
        return list(rows)

    def _with_members(self, plan: Plan) -> Plan:
        """Owners told by e-mail address become members."""
        by_email = {member.user.email.lower(): str(member.pk) for member in self._members()}
        unknown = [who for who in plan.owners.values() if "@" in who and who.lower() not in by_email]
        if unknown:
            raise NotAPlan(_("“%(email)s” is not in this workspace.") % {"email": unknown[0]}, field="owners")
        owners = {word: by_email.get(who.lower(), who) for word, who in plan.owners.items()}
        return plan.model_copy(update={"owners": owners})


def _states(found: Figures) -> str:
    return ", ".join(f"{label.lower()} {counted(rows)}" for _key, label, rows in found.counted())


def _member(slug: str, email: str) -> Membership:
    rows = Membership.objects.filter(workspace__slug=slug, left_at=None).select_related("workspace", "user")
    chosen = rows.filter(user__email=email.strip().lower()) if email else rows.filter(role=Role.OWNER)
    member = chosen.order_by("joined_at").first()
    if member is None:
        raise NoSuchMember(
            _("Nobody in a workspace “%(slug)s” can import this.") % {"slug": slug},
            remedy=_("Give the workspace’s address with --workspace, and a member’s e-mail address with --as."),
        )
    return member


def _merged(told: dict[str, Any], mapping: Any) -> dict[str, Any]:
    if not isinstance(mapping, dict):
        raise NotAPlan(_("The mapping must be a list of names and values."), field="map")
    merged = dict(mapping)
    for name in ("stages", "outcomes", "owners", "defaults"):
        if isinstance(mapping.get(name), dict):
            merged[name] = {**told[name], **{str(key): str(value or "") for key, value in mapping[name].items()}}
    return merged


def _dots(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done * 100 // max(total, 1):3d} %")
        sys.stderr.write("\n" if done >= total else "")
        sys.stderr.flush()
