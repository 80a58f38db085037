"""The page on lint rules."""

from jalon.process.lint import lint_rules
from jalon.process.lint.rule import Rule
from jalon.process.pages.markdown import table

OPENING = """\
# Lint rules · Règles de contrôle

`jalon process lint FILE` checks a pipeline against these rules. It ends with code 0 when no error is found (with
`--strict`, no warning either), 1 when one is, 2 when the file cannot be read. Advice never fails a check.

"""


def lint_page() -> str:
    """Give the page."""
    rules = lint_rules()
    overview = table(
        ("code", "severity", "rule", "règle"),
        [(f"[{rule.code}](#{_anchor(rule)})", rule.severity, rule.title.en, rule.title.fr) for rule in rules],
    )
    return OPENING + overview + "\n" + "\n".join(_section(rule) for rule in rules)


def _section(rule: Rule) -> str:
    finds = (rule.check.__doc__ or "").strip().splitlines()[0]
    return f"## {rule.code} {rule.title.en}\n\n*{rule.severity}.* {finds}\n\n{rule.why.en}\n\n*{rule.why.fr}*\n"


def _anchor(rule: Rule) -> str:
    words = f"{rule.code} {rule.title.en}".lower()
    return "".join(letter for letter in words if letter.isalnum() or letter in " -_").replace(" ", "-")
