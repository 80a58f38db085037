"""Step 1: the files, how each was read, and the first rows of each."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jalon.imports.actions import add_files, add_pasted, read_again, remove_file
from jalon.imports.models import ImportFile
from jalon.imports.queries import import_for
from jalon.imports.reading import ReadOptions
from jalon.imports.reading.options import ENCODINGS
from jalon.imports.storing import load_table
from jalon.imports.views._steps import editable, steps_of
from jalon.imports.words import note_words
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url

FIRST = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as the page shows it: its reading, what was noticed, its first rows."""

    file: ImportFile
    encoding: str
    separator: str
    sheet: str
    sheets: list[str]
    header_row: int
    notes: list[str]
    headers: list[str]
    rows: list[tuple[str | None, ...]]


@workspace_view(Can.IMPORT)
@require_http_methods(["GET", "POST"])
def page(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """The files of the import; POST adds more."""
    found = editable(request, import_id)
    if isinstance(found, HttpResponse):
        return found
    if request.method == "POST":
        uploads = [(upload.name or "", upload) for upload in request.FILES.getlist("files")]
        if uploads:
            add_files(import_=found, files=uploads, actor=request.actor)
        if request.POST.get("pasted", "").strip():
            add_pasted(import_=found, text=request.POST["pasted"], actor=request.actor)
        return redirect(page_url(request, "imports:files", found.pk))
    context = {
        "import": found,
        "steps": steps_of(request, found, "files"),
        "readings": [_reading(file) for file in found.files.order_by("position")],
        "encodings": ENCODINGS,
        "separators": ((",", ","), (";", ";"), ("\\t", "↹"), ("|", "|")),
    }
    return render(request, "imports/files.html", context)


@workspace_view(Can.IMPORT)
@require_POST
def removal(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Take a file out."""
    import_ = import_for(request.viewer, import_id)
    remove_file(import_=import_, name=request.POST.get("name", ""), actor=request.actor)
    return redirect(page_url(request, "imports:files", import_.pk))


@workspace_view(Can.IMPORT)
@require_POST
def reading(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Read a file in another way."""
    import_ = import_for(request.viewer, import_id)
    read_again(
        import_=import_, name=request.POST.get("name", ""), options=_options(request.POST.dict()), actor=request.actor
    )
    return redirect(page_url(request, "imports:files", import_.pk))


def _options(sent: dict[str, str]) -> ReadOptions:
    header = sent.get("header_row", "")
    separator = sent.get("separator", "")
    return ReadOptions(
        encoding=sent.get("encoding") if sent.get("encoding") in ENCODINGS else None,
        separator="\t" if separator == "\\t" else separator or None,
        sheet=sent.get("sheet") or None,
        header_row=int(header) if header.isdigit() and int(header) < 1_000 else None,
    )


def _reading(file: ImportFile) -> Reading:
    told = file.reading
    headers = [column["name"] for column in file.columns]
    separator = told.get("separator") or ""
    return Reading(
        file=file,
        encoding=told.get("encoding") or "",
        separator="\\t" if separator == "\t" else separator,
        sheet=told.get("sheet") or "",
        sheets=told.get("sheets") or [],
        header_row=told.get("header_row") or 0,
        notes=[note_words(note["code"], note["facts"]) for note in told.get("notes", [])],
        headers=headers,
        rows=load_table(file.table, headers).head(FIRST).rows(),
    )
