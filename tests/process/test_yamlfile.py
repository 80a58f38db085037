"""Reading YAML: every refusal names file, line, what is wrong and the remedy."""

import pytest

from jalon.process import LibraryError, StageDefinition
from jalon.process.yamlfile import parse_yaml, read_yaml, validate

STAGE = """\
key: RESEARCH
label: {en: Research, fr: Rechercher}
buyer_phase: [definition]
exit:
  - key: file_shared
    type: internal
    by: seller
    label: {en: Shared, fr: Partagé}
"""


def refusal(text: str) -> LibraryError:
    with pytest.raises(LibraryError) as refused:
        validate(StageDefinition, parse_yaml(text, file="stages/research.yaml"))
    return refused.value


def test_reads_a_stage():
    assert validate(StageDefinition, parse_yaml(STAGE, file="x")).exit[0].key == "file_shared"


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        (STAGE.replace("    by: seller\n", ""), 5, "exit.0.by is missing.", "Add the key by."),
        (STAGE.replace(", fr: Partagé", ""), 8, "exit.0.label.fr is missing.", "Add the key fr."),
        (STAGE.replace("    type:", "    typ:"), 5, "exit.0.type is missing.", "Add the key type."),
        (STAGE + "polcy: advised\n", 9, "polcy is not a known key.", "Did you mean policy?"),
        (STAGE.replace("[definition]", "[defining]"), 3, "buyer_phase.0 has the value 'defining'.", "'definition'"),
        (STAGE.replace("key: RESEARCH", "key: research"), 1, "key has the value 'research'.", "pattern"),
        (STAGE + "key: AGAIN\n", 9, "The key key is written twice.", "Keep one of them."),
        (STAGE.replace("{en: Shared,", "{en: Shared"), 8, "Not YAML:", "Check the indentation"),
        ("", 1, "The file is empty.", "Write a definition in it."),
        ("key: \x00\n", 1, "Not YAML:", "Remove what is not text."),
    ],
)
def test_names_line_fault_and_remedy(text, line, what, remedy):
    refused = refusal(text)

    assert (refused.file, refused.line) == ("stages/research.yaml", line)
    assert refused.what.startswith(what)
    assert remedy in refused.remedy


def test_writes_an_error_as_editors_read_it():
    assert str(LibraryError("a.yaml", 3, "Broken.", "Mend it.")) == "a.yaml:3: Broken. Mend it."


def test_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(LibraryError, match="The file does not exist"):
        read_yaml(tmp_path / "none.yaml")


def test_refuses_a_folder(tmp_path):
    with pytest.raises(LibraryError, match="Give a readable file"):
        read_yaml(tmp_path)


def test_refuses_what_is_not_utf8(tmp_path):
    (tmp_path / "old.yaml").write_bytes("clé: été".encode("latin-1"))

    with pytest.raises(LibraryError, match="The file is not UTF-8"):
        read_yaml(tmp_path / "old.yaml")
