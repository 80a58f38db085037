"""The frame of every report: one HTML file that needs nothing from the network, light and dark, on paper too."""

from collections.abc import Sequence
from html import escape

from jalon.analytics.report.spoken import are_figures
from jalon.process.definitions.text import Lang

STYLE = """
:root{color-scheme:light dark;--ink:light-dark(#1c2430,#e8ebf0);--soft:light-dark(#5b6675,#9aa5b4)}
:root{--line:light-dark(#d9dee5,#38414d);--ground:light-dark(#fff,#161b22);--mark:light-dark(#2f6f4f,#6fbf95)}
:root{--bad:light-dark(#a8321f,#f0907c)}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:72rem;margin:2rem auto}
body{padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2.5rem}.soft,figcaption{color:var(--soft)}
dl{display:flex;flex-wrap:wrap;gap:1rem 2.5rem}dt{color:var(--soft)}dd{margin:0;font-size:1.4rem;font-weight:600}
table{border-collapse:collapse;min-width:30rem}th,td{text-align:start;padding:.3rem .9rem .3rem 0}
td,th{border-bottom:1px solid var(--line);vertical-align:top}.scroll,figure{overflow-x:auto;margin:0}
td.n,th.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
svg{max-width:100%;height:auto}svg rect{fill:var(--ground);stroke:var(--soft)}svg text{fill:var(--ink);font-size:12px}
svg text{text-anchor:middle}svg .count,svg .arc text{fill:var(--soft);font-size:11px}
svg .arc path{fill:none;stroke:var(--mark);opacity:.6;marker-end:url(#head)}svg marker path{fill:var(--mark)}
svg.intervals path{stroke:var(--line);fill:none}svg.intervals .zero{stroke:var(--soft)}
svg.intervals .name{text-anchor:end}svg.intervals .whole{stroke:var(--soft);stroke-width:2}
svg.intervals circle{fill:var(--soft)}svg.intervals .helps circle{fill:var(--mark)}
svg.intervals .helps .whole{stroke:var(--mark)}svg.intervals .harms circle{fill:var(--bad)}
svg.intervals .harms .whole{stroke:var(--bad)}
svg .arc text{paint-order:stroke;stroke:var(--ground);stroke-width:4px}
"""


def page(title: str, sections: Sequence[str], *, lang: Lang) -> str:
    """A whole page; the sections are HTML already."""
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body><main><h1>{escape(title)}</h1>\n"
        + "\n".join(section for section in sections if section)
        + "\n</main></body></html>\n"
    )


def section(title: str, *parts: str) -> str:
    """A titled section."""
    return f"<section><h2>{escape(title)}</h2>{''.join(parts)}</section>"


def figures(pairs: Sequence[tuple[str, str]]) -> str:
    """A row of figures, each below its name."""
    cells = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    return f"<dl>{cells}</dl>"


def rows_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; columns of figures to the right."""
    is_figure = [bool(rows) and are_figures(row[at] for row in rows) for at in range(len(heads))]
    head = "".join(_cell("th", cell, is_n) for cell, is_n in zip(heads, is_figure, strict=True))
    body = "".join(
        "<tr>" + "".join(_cell("td", cell, is_n) for cell, is_n in zip(row, is_figure, strict=True)) + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def paragraph(words: str) -> str:
    """One soft paragraph."""
    return f'<p class="soft">{escape(words)}</p>'


def _cell(tag: str, words: str, is_figure: bool) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return f"<{tag}{scope}{' class=n' if is_figure else ''}>{escape(words)}</{tag}>"
