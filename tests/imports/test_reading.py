"""Files become tables of text, whatever their encoding and separator; what is no table is refused with a remedy."""

import struct
import zipfile
import zlib
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from jalon.imports.reading import CELLS, ROW, Limits, ReadOptions, Unreadable, read_pasted, read_table


@pytest.fixture
def read(tmp_path):
    """Reads text or bytes as a file."""

    def read(content, written="utf-8", limits=None, **options):
        path = tmp_path / "file"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(written))
        return read_table(path, options=ReadOptions(**options), limits=limits or Limits())

    return read


def cells(table):
    return table.frame.drop(ROW, CELLS).rows()


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
    ],
)
def test_finds_the_encoding(read, encoding, told):
    table = read("Société;Montant\nL’Été à Nîmes;1 200 €\n", encoding)

    assert table.headers == ("Société", "Montant")
    assert cells(table) == [("L’Été à Nîmes", "1 200 €")]
    assert table.encoding == told


def test_takes_the_encoding_it_is_told(read):
    table = read("Nom;Ville\nÉtain;Évry\n", "mac-roman", encoding="mac-roman")

    assert cells(table) == [("Étain", "Évry")]


def test_says_how_many_letters_of_a_damaged_file_are_lost(read):
    table = read(("Nom;Ville\n" + "Évry;Nîmes\n" * 50).encode() + b"Orl\xe9ans;x\n")

    assert [(note.code, note.facts) for note in table.notes] == [("damaged_text", {"count": 1})]
    assert cells(table)[-1] == ("Orl\ufffdans", "x")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_finds_the_separator(read, separator):
    table = read(f"a{separator}b\n1{separator}2\n3{separator}4\n")

    assert (table.separator, cells(table)) == (separator, [("1", "2"), ("3", "4")])


def test_prefers_the_separator_that_cuts_rows_evenly(read):
    table = read("nom;montant\nDupont, Jean;1,5\nMartin, Ada, SAS;2,25\n")

    assert table.separator == ";"
    assert cells(table) == [("Dupont, Jean", "1,5"), ("Martin, Ada, SAS", "2,25")]


def test_follows_the_separator_that_a_spreadsheet_names(read):
    table = read("sep=|\na|b\n1|2\n")

    assert (table.headers, cells(table)) == (("a", "b"), [("1", "2")])


@pytest.mark.parametrize("options", [{"separator": "ab"}, {"separator": "\n"}, {"separator": '"'}])
def test_finds_the_separator_itself_when_told_what_cannot_be_one(read, options):
    assert read("a;b\n1;2\n", **options).separator == ";"


def test_refuses_an_encoding_that_there_is_not(read):
    with pytest.raises(Unreadable, match="klingon"):
        read("a;b\n1;2\n", encoding="klingon")


def test_keeps_line_breaks_and_quotation_marks_inside_quotes(read):
    table = read('name,note\nAcme,"first line\nsecond ""line"""\nBeta,x\n')

    assert cells(table) == [("Acme", 'first line\nsecond "line"'), ("Beta", "x")]
    assert table.frame[ROW].to_list() == [2, 3]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_reads_every_line_ending(read, ending):
    table = read(ending.join(["a,b", "1,2", "3,4"]))

    assert cells(table) == [("1", "2"), ("3", "4")]


def test_keeps_what_looks_like_nothing_or_like_a_number_as_text(read):
    table = read("id,code,flag\nNA,00123,null\nN/A,1e5,TRUE\n")

    assert cells(table) == [("NA", "00123", "null"), ("N/A", "1e5", "TRUE")]


def test_takes_outer_blanks_and_unprintable_letters_away(read):
    table = read(" name ,town\n\u00a0Acme\x07 , \n")

    assert (table.headers, cells(table)) == (("name", "town"), [("Acme", None)])


def test_counts_rows_as_a_spreadsheet_does(read):
    table = read("a,b\n\n1,2\n,\n\n3,4\n")

    assert table.frame[ROW].to_list() == [3, 6]


def test_passes_over_title_lines_above_the_header(read):
    table = read("Export of 12 March\n\nname,town,stage\nAcme,Lyon,Won\nBeta,Metz,Lost\n")

    assert table.headers == ("name", "town", "stage")
    assert table.header_row == 3
    assert [note.code for note in table.notes] == ["passed_over"]


def test_gives_repeated_headers_a_number_and_nameless_ones_their_letter(read):
    table = read("Phone,,Phone,Phone\n1,2,3,4\n")

    assert table.headers == ("Phone", "(B)", "Phone (2)", "Phone (3)")
    assert table.notes[0].facts == {"name": "Phone", "first": "A", "second": "C", "new": "Phone (2)"}


def test_counts_the_cells_of_uneven_rows(read):
    table = read("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n")

    assert table.frame[CELLS].to_list() == [None, 2, 4, None]
    assert table.notes[0].facts == {"count": 2, "row": 3, "cells": 2, "width": 3}


def test_refuses_a_file_without_header_and_names_its_row(read):
    with pytest.raises(Unreadable) as refused:
        read("ada@x.fr;12,5;2024-01-01\nbo@x.fr;13;2024-01-02\n")

    assert refused.value.line == 1
    assert "ada@x.fr" in str(refused.value)
    assert "no header" in str(refused.value.remedy)


def test_names_the_columns_of_a_file_said_to_have_no_header(read):
    table = read("ada@x.fr;12\nbo@x.fr;13\n", header_row=0)

    assert (table.headers, table.height) == (("(A)", "(B)"), 2)


def test_refuses_a_quotation_mark_that_is_never_closed(read):
    with pytest.raises(Unreadable) as refused:
        read('name,town\nAcme,Lyon\n"Beta,Metz\nGamma,Brest\n')

    assert refused.value.line == 3
    assert "quotation mark" in str(refused.value.message)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\n\n \n", "empty"),
        (b"name,town\n", "no rows"),
        (b"%PDF-1.7 \x00\x01", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\x1f\x8b\x08\x00\x00", "compressed"),
        (bytes(range(256)) * 20, "binary"),
        (b"<!DOCTYPE html><table><tr><td>a</td></tr></table>", "web page"),
        (b'{"rows": [1, 2]}', "JSON"),
        (b"PK\x03\x04 not a zip", "damaged"),
    ],
)
def test_refuses_what_is_no_table_and_says_what_to_do(read, content, word):
    with pytest.raises(Unreadable) as refused:
        read(content)

    assert word in str(refused.value.message)
    assert str(refused.value.remedy)


def test_refuses_an_archive_that_is_no_workbook(read):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "a,b\n1,2\n")

    with pytest.raises(Unreadable, match="archive"):
        read(buffer.getvalue())


def test_refuses_a_file_beyond_the_limits_before_reading_it(read):
    with pytest.raises(Unreadable, match="the most"):
        read("a,b\n" + "1,2\n" * 500, limits=Limits(bytes=1_000))
    with pytest.raises(Unreadable, match="more than 10 rows"):
        read("a,b\n" + "1,2\n" * 500, limits=Limits(rows=10))
    with pytest.raises(Unreadable, match="columns"):
        read(",".join(f"c{n}" for n in range(50)) + "\n" + ",".join("x" * 50) + "\n", limits=Limits(columns=20))


def workbook(*sheets):
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    sheet.write(row, column, value, day if hasattr(value, "year") else None)
    return buffer.getvalue()


def test_reads_the_fullest_sheet_of_a_workbook_as_text(read):
    rows = [["id", "on", "amount", "open"], ["00123", date(2024, 3, 12), 1234.5, True], ["x", "", 12, False]]
    content = workbook(("Notes", [["nothing here"]]), ("Deals", rows))

    table = read(content)

    assert (table.sheet, table.sheets) == ("Deals", ("Notes", "Deals"))
    assert cells(table) == [("00123", "2024-03-12", "1234.5", "TRUE"), ("x", None, "12", "FALSE")]


def test_reads_the_sheet_it_is_told(read):
    content = workbook(("One", [["a", "b"], ["x", "y"]]), ("Two", [["c", "d"], ["z", "w"]]))

    assert read(content, sheet="Two").headers == ("c", "d")
    with pytest.raises(Unreadable, match="no sheet “Three”"):
        read(content, sheet="Three")


def ods(rows):
    name = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    table = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    text = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {name} {table} {text}><office:body>'
        f'<office:spreadsheet><table:table table:name="Feuille1">{body}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def test_reads_an_open_document_sheet(read):
    table = read(ods([["Nom", "Ville"], ["Étain", "Évry"]]))

    assert (table.headers, cells(table), table.sheet) == (("Nom", "Ville"), [("Étain", "Évry")], "Feuille1")


def test_survives_a_workbook_whose_two_cells_ask_for_all_memory(read):
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "z")

    with pytest.raises(Unreadable, match="more memory or time"):
        read(buffer.getvalue())


def test_refuses_a_workbook_that_unpacks_beyond_the_limit_whatever_its_header_says(read):
    bomb = lying_zip({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * 30_000_000}, claimed=10)

    with pytest.raises(Unreadable, match="unpacks to more than 20 MB"):
        read(bomb, limits=Limits(unpacked=20_000_000))


def lying_zip(entries, *, claimed):
    """A zip whose headers say that each entry unpacks to `claimed` bytes."""
    body, directory = b"", b""
    for name, content in entries.items():
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(content), len(packed), claimed, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body))
        directory += name.encode()
        body += b"PK\x03\x04" + common + name.encode() + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def test_reads_what_is_pasted_from_a_spreadsheet():
    table = read_pasted("Société\tMontant\nAcme\t1 200,50\n")

    assert (table.headers, cells(table)) == (("Société", "Montant"), [("Acme", "1 200,50")])


def test_refuses_to_paste_nothing():
    with pytest.raises(Unreadable, match="Nothing was pasted"):
        read_pasted(" \n ")
