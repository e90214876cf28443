"""A file that is not a list is named as what it is, with what to do."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from exchange.sheets import book
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.file_kinds import refuse_others
from hiephoi_cli.exchange.rows import format_of


def packed(*parts: str, mimetype: str = "") -> bytes:
    """A zip file with these parts."""
    data = BytesIO()
    with ZipFile(data, "w") as file:
        for name in ["mimetype"] * bool(mimetype) + list(parts):
            file.writestr(name, mimetype or "x")
    return data.getvalue()


OLE = b"\xd0\xcf\x11\xe0" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.xlsx", b"%PDF-1.4\n", "a PDF"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.xlsx", b"\0\0\0\x18ftypheic", "a picture"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "a Word document"),
        ("a.docx", packed("[Content_Types].xml", "word/document.xml"), "a Word document"),
        ("a.odt", packed("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "a Word document"),
        ("a.xlsx", packed("Index/Document.iwa"), "a document of Numbers, Pages or Keynote"),
        ("a.numbers", packed("Index/Document.iwa"), "a Numbers spreadsheet"),
        ("a.zip", packed("list.xlsx"), "an archive"),
        ("a.gsheet", b'{"doc_id": "1", "email": "a@example.vn"}', "a link to a list on the web"),
        ("a.json", b'{"url": "https://docs.google.com/x"}', "a link to a list on the web"),
        ("a.xls", b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "a spreadsheet in an old format"),
        ("a.xls", b"\x09\x04\x06\x00\0\0\x10\0", "a spreadsheet in an old format"),
        ("~$a.xlsx", b"\x05A", "a temporary file of a spreadsheet program"),
    ],
)
def test_a_file_that_is_not_a_list_is_named(name: str, data: bytes, what: str) -> None:
    with pytest.raises(InvalidData) as raised:
        format_of(name, data)
    [(message, hint)] = raised.value.reports
    assert (message, bool(hint)) == (f"the file is {what}, not a list", True)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"ID;Phone\nHV-0001;0912345678\n"),
        ("a.csv", b"BM;Name\n"),
        ("a.csv", b"Received\n2025-02-01\n"),
        ("a.xlsx", book(["A"])),
        ("a.xlsx", packed("workbook.xml", "[Content_Types].xml")),
        ("a.xlsx", b"PK\x03\x04 cut off"),
        ("a.json", b'[{"url": "https://docs.google.com/x"}]'),
        ("-", b"x"),
    ],
)
def test_a_file_that_may_be_a_list_is_read(name: str, data: bytes) -> None:
    refuse_others(name, data)


@pytest.mark.parametrize("data", [b"A\tB\n1\t2\n", "A;B\n1;Đỗ\n".encode(), b"\xff\xfeA\0,\0B\0"])
def test_text_under_the_name_of_a_workbook_is_text(data: bytes) -> None:
    assert format_of("members.xls", data) == "csv"
