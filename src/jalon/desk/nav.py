"""The sidebar: what one may create, and where one may go, from any page of a workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, gettext

from jalon.deals.models import Pipeline
from jalon.deals.queries import pipeline_name, pipelines_for
from jalon.deals.queries.due import tasks_due
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can
from jalon.orgs.wording import say
from jalon.ui.components import NavItem


@dataclass(frozen=True, slots=True)
class Creation:
    """Something one may create from any page; `keys` is its shortcut."""

    label: str
    url: str
    icon: str
    keys: str


def creations(viewer: Membership) -> list[Creation]:
    """What the viewer may create from any page."""
    slug, nouns, found = viewer.workspace.slug, viewer.workspace.nouns, []
    if viewer.may(Can.EDIT_DEALS):
        found.append(Creation(say(nouns, "deal", "new"), reverse("deals:new", args=[slug]), "briefcase", "c d"))
    if viewer.may(Can.EDIT_DIRECTORY):
        company, person = (reverse(f"directory:new_{kind}", args=[slug]) for kind in ("company", "person"))
        found.append(Creation(say(nouns, "company", "new"), company, "building-2", "c a"))
        found.append(Creation(gettext("New person"), person, "user-plus", "c p"))
    return found


def imports_url(viewer: Membership) -> str:
    """Where a first file is dropped; "" for those who may not."""
    return reverse("imports:imports", args=[viewer.workspace.slug]) if viewer.may(Can.IMPORT) else ""


def navigation(viewer: Membership, path: str, today: date) -> list[NavItem]:
    """Where the viewer may go from any page; `path` says where they are."""
    due, companies = tasks_due(viewer, today), say(viewer.workspace.nouns, "company", "many")
    return [
        _home(viewer, path),
        _deals(viewer, path),
        _entry(viewer, path, "deals:tasks", gettext("My tasks"), "list-todo", count=str(due or ""), alert=due > 0),
        _entry(viewer, path, "directory:companies", companies, "building-2", shortcut="g a"),
        _entry(viewer, path, "directory:people", gettext("People"), "users", shortcut="g p"),
        _entry(viewer, path, "desk:how_we_sell", gettext("How we sell"), "route"),
        *_administration(viewer, path),
    ]


def _home(viewer: Membership, path: str) -> NavItem:
    url = reverse("desk:home", args=[viewer.workspace.slug])
    return NavItem(label=gettext("Home"), url=url, icon="house", current=path == url, shortcut="g h")


def _deals(viewer: Membership, path: str) -> NavItem:
    slug, pipelines = viewer.workspace.slug, pipelines_for(viewer)
    home = f"/w/{slug}/"
    children = [_pipeline(one, slug, path) for one in pipelines] if len(pipelines) > 1 else []
    is_here = path.startswith((f"{home}board/", f"{home}list/", f"{home}deals/"))
    return NavItem(
        label=say(viewer.workspace.nouns, "deal", "many"),
        url=reverse("deals:board_default", args=[slug]),
        icon="square-kanban",
        current=is_here and not any(child.current for child in children),
        children=children,
        shortcut="g d",
    )


def _pipeline(pipeline: Pipeline, slug: str, path: str) -> NavItem:
    board, listed = (reverse(f"deals:{view}", args=[slug, pipeline.pk]) for view in ("board", "list"))
    return NavItem(
        label=pipeline_name(pipeline, get_language() or "en"),
        url=board,
        current=path.startswith((board, listed)),
    )


def _administration(viewer: Membership, path: str) -> Sequence[NavItem]:
    """Entries that depend on rights."""
    found = []
    if viewer.may(Can.IMPORT):
        found.append(_entry(viewer, path, "imports:imports", gettext("Imports"), "upload"))
    found.append(_entry(viewer, path, "orgs:members", gettext("Members"), "user"))
    if viewer.may(Can.MANAGE_WORKSPACE):
        found.append(_settings(viewer, path))
    found.append(_entry(viewer, path, "timeline:trash", gettext("Trash"), "trash-2"))
    return found


def _settings(viewer: Membership, path: str) -> NavItem:
    """The settings; from within them, also what else one looks after."""
    pages = {"desk:jobs": gettext("Jobs"), "timeline:audit": gettext("Audit trail")}
    urls = {reverse(name, args=[viewer.workspace.slug]): label for name, label in pages.items()}
    url = reverse("orgs:settings", args=[viewer.workspace.slug])
    children = [NavItem(label=label, url=child, current=path.startswith(child)) for child, label in urls.items()]
    is_child = any(child.current for child in children)
    is_here = path.startswith(url) or is_child
    return NavItem(
        label=gettext("Settings"),
        url=url,
        icon="settings",
        current=is_here and not is_child,
        children=children if is_here else [],
    )


def _entry(
    viewer: Membership,
    path: str,
    name: str,
    label: str,
    icon: str,
    *,
    count: str = "",
    alert: bool = False,
    shortcut: str = "",
) -> NavItem:
    url = reverse(name, args=[viewer.workspace.slug])
    return NavItem(
        label=label, url=url, icon=icon, current=path.startswith(url), count=count, alert=alert, shortcut=shortcut
    )
