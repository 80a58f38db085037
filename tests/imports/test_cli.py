"""`jalon import` prints the same verdict as the screen, and writes what it says."""

import csv

import pytest
import yaml

from jalon.deals.models import Deal
from jalon.imports.cli import main
from jalon.imports.models import Import

TEXT = "Deal id,Deal,Company,Stage,Amount\nA,One,Acme,Qualify,100\nB,Two,Acme,Nowhere,200\nC,Three,Beta,Present,300\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(TEXT)
    return path


def test_says_what_would_happen_and_leaves_nothing(file, pipeline, capsys):
    code = main([str(file), "--workspace", "acme", "--dry-run"])

    said = capsys.readouterr().out
    assert code == 0
    assert "3 rows: new 2, refused 1.\nTo create: 2 new companies, 2 new deals." in said
    assert "Nobody said what the stage “Nowhere” is here." in said
    assert (Deal.objects.count(), Import.objects.count()) == (0, 0)


def test_says_which_cells_a_reason_is_about_and_not_all_of_them(pipeline, capsys, tmp_path):
    path = tmp_path / "deals.csv"
    cells = [*["100"] * 20, "a lot", "a lot", "some", "tbd", "soon"]
    path.write_text("Deal,Stage,Amount\n" + "".join(f"Deal {row},Qualify,{cell}\n" for row, cell in enumerate(cells)))

    main([str(path), "--workspace", "acme", "--dry-run"])

    said = next(line for line in capsys.readouterr().out.splitlines() if "✗" in line)
    assert said.split("✗ ")[1] == (
        "Deal: one-off amount: “a lot” is not an amount: write digits, as in 12,500 or 12 500,50."
        " Also: “some”, “tbd”, …"
    )


def test_warns_of_words_that_lead_to_one_stage(pipeline, capsys, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("Deal,Stage\nOne,Prospecting\nTwo,Qualification\n")

    main([str(path), "--workspace", "acme", "--dry-run"])

    assert "“Prospecting” and “Qualification” go to one stage, Qualify: change one" in capsys.readouterr().out


def test_imports_and_reports_every_row(file, pipeline, capsys, tmp_path):
    report = tmp_path / "report.csv"

    code = main([str(file), "--workspace", "acme", "--report", str(report)])

    assert code == 0
    assert "Done: 2 new companies, 2 new deals; rows: new 2, refused 1." in capsys.readouterr().out
    with report.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    assert [row[1] for row in rows] == ["What became of it", "Created", "Refused", "Created"]
    assert rows[1][3].endswith(f"/w/acme/deals/{Deal.objects.get(reference='A').pk}/")


def test_writes_a_workbook_when_the_report_is_called_so(file, pipeline, tmp_path):
    report = tmp_path / "report.xlsx"

    main([str(file), "--workspace", "acme", "--dry-run", "--report", str(report)])

    assert report.read_bytes().startswith(b"PK")


def test_follows_a_mapping(file, pipeline, cast, tmp_path, capsys):
    mapping = tmp_path / "map.yaml"
    mapping.write_text(yaml.safe_dump({"stages": {"Nowhere": "stage:DECIDE"}, "defaults": {"deal.source": "Old tool"}}))

    main([str(file), "--workspace", "acme", "--map", str(mapping)])

    assert Deal.objects.get(reference="B").stage.key == "DECIDE"
    assert set(Deal.objects.values_list("source", flat=True)) == {"Old tool"}


def test_prints_a_mapping_that_it_takes_back(file, pipeline, tmp_path, capsys):
    assert main([str(file), "--workspace", "acme", "--print-map"]) == 0
    printed = capsys.readouterr().out
    mapping = tmp_path / "map.yaml"
    mapping.write_text(printed.replace("Nowhere: ''", "Nowhere: skip"))

    main([str(file), "--workspace", "acme", "--map", str(mapping)])

    assert "new 2, left out 1." in capsys.readouterr().out
    assert Import.objects.count() == 1


def test_updates_when_told_to(file, pipeline, capsys):
    main([str(file), "--workspace", "acme"])
    file.write_text(TEXT.replace("100", "150"))

    main([str(file), "--workspace", "acme", "--duplicates", "update"])

    assert "updated 1, unchanged 1" in capsys.readouterr().out
    assert Deal.objects.get(reference="A").one_off_minor == 15_000


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--workspace", "nowhere"], "Nobody in a workspace “nowhere”"),
        (["--workspace", "acme", "--as", "stan@example.com"], "--as"),
        (["--workspace", "acme", "--as", "tom@example.com"], "role"),
        (["--workspace", "acme", "--pipeline", "nothing.such"], ""),
    ],
)
def test_refuses_and_says_why(file, pipeline, capsys, arguments, word):
    code = main([str(file), *arguments, "--dry-run"])

    if word:
        assert code == 1
        assert word in capsys.readouterr().err
    assert (Deal.objects.count(), Import.objects.count()) == (0, 0)


def test_names_the_file_that_cannot_be_read(file, pipeline, tmp_path, capsys):
    wrong = tmp_path / "scan.pdf"
    wrong.write_bytes(b"%PDF-1.7")

    assert main([str(file), str(wrong), "--workspace", "acme"]) == 1
    assert "scan.pdf: This is a PDF document" in capsys.readouterr().err
    assert main([str(tmp_path / "gone.csv"), "--workspace", "acme"]) == 1
    assert "gone.csv" in capsys.readouterr().err
    assert not Import.objects.exists()


def test_names_what_is_wrong_in_a_mapping(file, pipeline, tmp_path, capsys):
    mapping = tmp_path / "map.yaml"
    mapping.write_text("duplicates: perhaps\n")

    assert main([str(file), "--workspace", "acme", "--map", str(mapping)]) == 1
    assert "duplicates" in capsys.readouterr().err
    assert not Import.objects.exists()
