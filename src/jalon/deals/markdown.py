"""The little Markdown that playbooks are written in, as safe HTML.

Paragraphs, headings, lists, tables, quotations, rules, bold, italics and [gaps to fill]; anything else stays text.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

import nh3

TAGS = {
    *("p", "h4", "ul", "ol", "li", "blockquote", "hr", "br", "strong", "em", "mark"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


def to_html(text: str) -> str:
    """HTML of `text`, with no tag, attribute or address but those listed above."""
    html = "".join(_block(lines) for lines in _blocks(text))
    return nh3.clean(html, tags=TAGS, attributes={})


def _blocks(text: str) -> Iterator[list[str]]:
    """Runs of lines of one kind, parted by blank lines."""
    lines = [line.rstrip() for line in text.splitlines()]
    for is_blank, chunk in groupby(lines, key=lambda line: not line.strip()):
        if not is_blank:
            yield from _split_by_kind(list(chunk))


def _split_by_kind(lines: list[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        goes_on = block and _kind(line) in {_kind(block[0]), "text"} and _kind(block[0]) in _MERGES
        if block and not goes_on:
            yield block
            block = []
        block.append(line)
    yield block


def _kind(line: str) -> str:
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.match(line)), "text")


def _block(lines: list[str]) -> str:
    return _WRITERS[_kind(lines[0])](lines)


def _paragraph(lines: list[str]) -> str:
    return f"<p>{_inline(' '.join(line.strip() for line in lines))}</p>"


def _heading(lines: list[str]) -> str:
    return f"<h4>{_inline(lines[0].lstrip('# '))}</h4>"


def _rule(_lines: list[str]) -> str:
    return "<hr>"


def _quotation(lines: list[str]) -> str:
    return f"<blockquote>{_inline(' '.join(line.lstrip('> ') for line in lines))}</blockquote>"


def _list(tag: str) -> Callable[[list[str]], str]:
    def write(lines: list[str]) -> str:
        items: list[str] = []
        for line in lines:
            if _PATTERNS[tag].match(line):
                items.append(_PATTERNS[tag].sub("", line, count=1))
            else:
                items[-1] += f" {line.strip()}"
        return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{tag}>"

    return write


def _table(lines: list[str]) -> str:
    head, *body = [_cells(line) for line in lines if not re.fullmatch(r"[|\s:-]+", line)]
    rows = "".join(_row(cells, "td") for cells in body)
    return f"<table><thead>{_row(head, 'th')}</thead><tbody>{rows}</tbody></table>"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _row(cells: list[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_inline(cell)}</{tag}>' for cell in cells)}</tr>"


def _inline(text: str) -> str:
    marked = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text, quote=False))
    slanted = re.sub(r"(?<![*\w])\*([^*\s][^*]*?)\*(?!\w)", r"<em>\1</em>", marked)
    return re.sub(r"\[([^\]]+)\]", r"<mark>[\1]</mark>", slanted)


_PATTERNS = {
    "hr": re.compile(r"-{3,}$"),
    "h4": re.compile(r"#{1,6} "),
    "ul": re.compile(r"[-*] "),
    "ol": re.compile(r"\d+[.)] "),
    "table": re.compile(r"\|"),
    "quote": re.compile(r">"),
}
_MERGES = {"ul", "ol", "table", "quote", "text"}
_WRITERS: dict[str, Callable[[list[str]], str]] = {
    "hr": _rule,
    "h4": _heading,
    "ul": _list("ul"),
    "ol": _list("ol"),
    "table": _table,
    "quote": _quotation,
    "text": _paragraph,
}
