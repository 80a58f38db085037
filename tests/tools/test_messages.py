"""French in step with the sources: what lacks, what is left over, and what France would not print."""

import pytest

from tools import messages

HEADER = """msgid ""
msgstr ""
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    folder = tmp_path / "deals"
    (folder / "templates" / "deals").mkdir(parents=True)
    (folder / "__init__.py").write_text("")

    def write(python="", html="", po=""):
        (folder / "words.py").write_text(f"from django.utils.translation import gettext as _, ngettext\n{python}\n")
        (folder / "templates" / "deals" / "page.html").write_text(html)
        if po:
            (folder / messages.PO_FILE).parent.mkdir(parents=True, exist_ok=True)
            (folder / messages.PO_FILE).write_text(HEADER + po)

    return write


def test_finds_words_of_code_and_templates(room):
    room(
        python='_("Won")\nngettext("one deal", "%(n)s deals", 2)',
        html="""{% translate "Lost" %} {% blocktranslate trimmed with a=b %}\n  Ask\n  {{ a }}\n{% endblocktranslate %}
        <p title="{% translate 'Don’t' context 'button' %}">it's 100 %</p>""",
    )

    found = {(message.context, message.id) for message in messages.template_of("deals") if message.id}

    assert found == {
        (None, "Won"),
        (None, ("one deal", "%(n)s deals")),
        (None, "Lost"),
        (None, "Ask %(a)s"),
        ("button", "Don’t"),
    }


@pytest.mark.parametrize(
    ("python", "po", "problem"),
    [
        ('_("Won")', "", "no French for 'Won'"),
        ('_("Won")', 'msgid "Won"\nmsgstr ""\n', "no French for 'Won'"),
        ('_("Won")', '#, fuzzy\nmsgid "Won"\nmsgstr "Gagnée"\n', "fuzzy: 'Won'"),
        ("", 'msgid "Won"\nmsgstr "Gagnée"\n', "obsolete: 'Won'"),
        ('_("%(n)s left")', '#, python-format\nmsgid "%(n)s left"\nmsgstr "reste %(m)s"\n', "'%(n)s left': "),
        ('_("Won!")', 'msgid "Won!"\nmsgstr "Gagnée !"\n', "no-break space missing"),
        ('_("Won!")', 'msgid "Won!"\nmsgstr "Gagnée!"\n', "no-break space missing"),
        ('_("“A”")', 'msgid "“A”"\nmsgstr "« A »"\n', "no-break space missing"),
        ('_("the deal")', 'msgid "the deal"\nmsgstr "l\'affaire"\n', "straight apostrophe"),
    ],
)
def test_says_what_is_wrong(room, python, po, problem):
    room(python=python, po=po or 'msgid "-"\nmsgstr "-"\n')

    assert any(problem in line for line in messages.problems("deals"))


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Won!", "Gagnée\u00a0!"),
        ("“A”", "«\u00a0A\u00a0»"),
        ("See http://x: 10:30", "Voir http://x\u00a0: 10:30"),
        ("the deal", "l’affaire"),
    ],
)
def test_finds_nothing_wrong_with_good_french(room, english, french):
    room(python=f'_("{english}")', po=f'msgid "{english}"\nmsgstr "{french}"\n')

    assert list(messages.problems("deals")) == []


def test_keeps_what_stands_and_drops_what_is_gone(room):
    room(python='_("Won")\n_("Lost")', po='msgid "Won"\nmsgstr "Gagnée"\n\nmsgid "Old"\nmsgstr "Vieux"\n')

    lacking = list(messages.update("deals"))

    written = (messages.PACKAGE / "deals" / messages.PO_FILE).read_text()
    assert lacking == ["deals: no French for 'Lost' (words.py)"]
    assert 'msgstr "Gagnée"' in written
    assert "Old" not in written
    assert "POT-Creation-Date" not in written
    assert list(messages.update("deals")) == lacking
    assert (messages.PACKAGE / "deals" / messages.PO_FILE).read_text() == written


def test_compiles_what_django_reads(room):
    import gettext

    room(python='_("Won")', po='msgid "Won"\nmsgstr "Gagnée"\n')
    messages.compile_all()

    with (messages.PACKAGE / "deals" / messages.PO_FILE).with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Won") == "Gagnée"


def test_finds_rooms_that_disagree(room):
    room(python='_("Won")', po='msgid "Won"\nmsgstr "Gagnée"\n')
    other = messages.PACKAGE / "offers"
    (other / messages.PO_FILE).parent.mkdir(parents=True)
    (other / "__init__.py").write_text("")
    (other / messages.PO_FILE).write_text(HEADER + 'msgid "Won"\nmsgstr "Gagné"\n')

    (line,) = messages.disagreements()

    assert "'Won' is ('Gagnée',) in deals and ('Gagné',) here" in line
