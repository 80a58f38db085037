"""The Markdown of playbooks, as safe HTML."""

import pytest

from jalon.deals.markdown import to_html
from jalon.process import load_stage, stage_keys


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\nline.\n\nAnother.", "<p>One line.</p><p>Another.</p>"),
        ("**Bold** and *slanted*", "<p><strong>Bold</strong> and <em>slanted</em></p>"),
        ("- one\n  goes on\n- two", "<ul><li>one goes on</li><li>two</li></ul>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("Ask [name]", "<p>Ask <mark>[name]</mark></p>"),
        ("> said\n> again", "<blockquote>said again</blockquote>"),
        ("## Title", "<h4>Title</h4>"),
        ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
        (
            "| A | B |\n|---|---|\n| 1 | 2 |",
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
    ],
)
def test_draws_what_playbooks_use(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[click](javascript:alert(1))",
        "- <a href='//evil'>x</a>",
        "| <svg/onload=alert(1)> |\n|---|",
    ],
)
def test_runs_nothing(text):
    html = to_html(text)

    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html
    assert "<svg" not in html


def test_leaves_no_sign_of_markdown_in_the_library():
    bodies = [
        to_html(body)
        for key in stage_keys()
        for entry in load_stage(key).playbook
        for body in (entry.body.en, entry.body.fr)
    ]

    assert bodies
    assert [body for body in bodies if "**" in body or "\n- " in body or "|--" in body] == []
