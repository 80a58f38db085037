"""Writes the reference pages of the process room from what the code and the library say."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping

from jalon.process.pages.command_line import command_line_page
from jalon.process.pages.file_format import file_format_page
from jalon.process.pages.kpi_catalogue import kpi_page
from jalon.process.pages.lint_rules import lint_page
from jalon.process.pages.pipelines import pipelines_page
from jalon.process.pages.questions import questions_page
from jalon.process.pages.sales_models import models_page
from jalon.process.pages.stages import stages_page

__all__ = ["PAGES", "pages"]

NOTE = "<!-- Written by `jalon process docs`; change what it is written from, not this page. -->\n\n"
PAGES: dict[str, Callable[[], str]] = {
    "process-file-format.md": file_format_page,
    "process-kpis.md": kpi_page,
    "process-lint.md": lint_page,
    "process-models.md": models_page,
    "process-pipelines.md": pipelines_page,
    "process-questions.md": questions_page,
    "process-stages.md": stages_page,
}


def pages(commands: Mapping[str, ArgumentParser]) -> dict[str, str]:
    """Give every page by its file name; `commands` are the parsers of the command line."""
    written = {name: write() for name, write in PAGES.items()}
    written["process-command-line.md"] = command_line_page(commands)
    return {name: f"{NOTE}{text.strip()}\n" for name, text in sorted(written.items())}
