"""Reading imports, their rows and what became of them."""

from jalon.imports.queries.figures import Figures, figures_of
from jalon.imports.queries.imports import ImportLine, import_for, past_imports, plan_of, progress_of
from jalon.imports.queries.problems import ProblemPage, ProblemRow, kept_rows, problem_page
from jalon.imports.queries.report import ReportRow, report_rows
from jalon.imports.queries.shared_stages import shared_stages

__all__ = [
    "Figures",
    "ImportLine",
    "ProblemPage",
    "ProblemRow",
    "ReportRow",
    "figures_of",
    "import_for",
    "kept_rows",
    "past_imports",
    "plan_of",
    "problem_page",
    "progress_of",
    "report_rows",
    "shared_stages",
]
