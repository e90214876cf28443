"""Files of others as rows of cells."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.sheets import book
from hiephoi_cli.domain.vietnamese import UNSEEN
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.cell import Row
from hiephoi_cli.exchange.rows import format_of, rows
from registries import hostile

LINES = [["Họ và tên", "Số phiếu"], ["Nguyễn Văn Mẫu", "41"]]
FOUND = [Row(number, cells) for number, cells in enumerate(LINES, 1)]


def found(text: str | bytes, format_: str = "csv") -> list[tuple[int, list[object]]]:
    read = rows(text if isinstance(text, bytes) else text.encode(), format_).filled
    return [(row.number, list(row.cells)) for row in read]


def refusal(text: str | bytes, format_: str = "csv") -> tuple[str, str]:
    with pytest.raises(InvalidData) as raised:
        found(text, format_)
    [report] = raised.value.reports
    return report


def joined(delimiter: str) -> str:
    return "".join(delimiter.join(cells) + "\r\n" for cells in LINES)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_with_any_delimiter_and_mark(delimiter: str, encoding: str) -> None:
    read = rows(joined(delimiter).encode(encoding), "csv")
    assert (read.filled, read.format, read.delimiter) == (FOUND, "csv", delimiter)


def test_an_old_file_is_read_in_the_encoding_that_is_named() -> None:
    assert rows(b"a,b\nM\xc9u,\xae\n", "csv", encoding="tcvn3").filled[1] == Row(2, ["Mẫu", "đ"])


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Tên;Địa chỉ\nA;Số 1, đường B, phường C\nD;Số 2, đường E, phường G\n", ";"),
        ('name,note\nA,"một;hai\nba;bốn\nnăm;sáu"\n', ","),
        ("name\ttax_code\nA; B, C\t1\nD; E, F\t2\n", "\t"),
        ("DANH SÁCH\n\nTên;MST\nA;1\nB;2\n", ";"),
        ('"Tên, tên khác","Số"\n"A; B","1"\n', ","),
        ("name\nA\nB\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_rows_alike(text: str, delimiter: str) -> None:
    assert rows(text.encode(), "csv").delimiter == delimiter


def test_cells_are_trimmed_and_quotes_keep_delimiters_and_lines() -> None:
    assert found('a , b\n"A, B"," 1\n2 "\n') == [(1, ["a", "b"]), (2, ["A, B", "1\n2"])]


def test_a_row_has_the_number_of_its_first_line_and_blank_rows_are_known() -> None:
    read = rows(b'a,b\n\n , \n"1\n2",3\n4,5\n\n', "csv")
    assert [row.number for row in read.filled] == [1, 4, 6]
    assert read.blank == [2, 3, 7]


@pytest.mark.parametrize(("text", "line"), [('a,b\n1,"Trần A\n2,c\n', 2), ('a,c\nb,d\n"b"c,d\n', 3)])
def test_a_cell_that_swallows_others_is_reported_with_its_line(text: str, line: int) -> None:
    message = f"line {line}: a quotation mark is unmatched, or a cell is too long"
    assert refusal(text) == (message, "correct that line")


def test_in_tsv_a_quotation_mark_is_a_character() -> None:
    text = 'a\tb\r\n"Ánh\t Dương" \r\n\r\nc\t\r\n'
    assert found(text, "tsv") == [(1, ["a", "b"]), (2, ['"Ánh', 'Dương"']), (4, ["c", ""])]


def test_a_list_of_objects_has_its_keys_as_row_0() -> None:
    text = '[{"name": " A ", "seats": 2}, {"name": null}, {"name": "B", "offers": ["x"], "acting": false}]'
    assert found(text, "json") == [
        (0, ["name", "seats", "offers", "acting"]),
        (1, ["A", 2, None, None]),
        (3, ["B", None, ["x"], False]),
    ]
    assert rows(text.encode(), "json").blank == [2]


def test_lines_of_objects_have_their_numbers() -> None:
    assert found('{"a": 1}\n\n{"b": "x"}\n', "jsonl") == [(0, ["a", "b"]), (1, [1, None]), (3, [None, "x"])]


DEEP = "[" * 99_999


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", '{"a": 1}', "[{]", '"x"', '[{"a": 1}, 2]', pytest.param(f'[{{"a": {DEEP}', id="deep")],
)
def test_json_that_is_no_list_of_objects_is_reported(text: str) -> None:
    assert refusal(text, "json") == ("the file is not a JSON list of objects", "hiephoi member export -f json")


def test_an_object_that_gives_a_key_two_values_is_refused() -> None:
    hint = "keep the value that is right"
    assert refusal('[{"a": 1}, {"a": 1, "b": 2, "a": 1}]', "json") == ("row 2: 'a' occurs twice", hint)
    assert refusal('{"a": 1}\n\n{"a": [{"b": 1, "b": 2}]}', "jsonl") == ("row 3: 'b' occurs twice", hint)


@pytest.mark.parametrize(
    ("text", "format_"),
    [("a,b\nA,\u200b \ufeff\n\u200b,\n", "csv"), ('[{"a": "A", "b": "\\u200b"}, {"b": "\\u2060"}]', "json")],
)
def test_a_cell_that_shows_nothing_is_blank(text: str, format_: str) -> None:
    read = rows(text.encode(), format_)
    assert ([row.cells for row in read.filled], len(read.blank)) == ([["a", "b"], ["A", ""]], 1)


@pytest.mark.parametrize(
    "text", ['{"a": 1}\n[1]\n', '{"a": 1}\nx', '{"a": 1}\n{"a": }\n', '{"a": 1}\n{"a": ' + "[" * 99_999]
)
def test_a_line_that_is_no_object_is_reported(text: str) -> None:
    assert refusal(text, "jsonl") == ("line 2: not a JSON object", "correct that line")


def test_a_workbook_has_rows_as_others_have() -> None:
    read = rows(book(["Tên", "Số"], [None, ""], ["A", 1]), "xlsx")
    assert (read.filled, read.blank, read.format) == ([Row(1, ["Tên", "Số"]), Row(3, ["A", 1])], [2], "xlsx")


def test_a_workbook_in_an_old_font_is_read_where_its_encoding_is_named() -> None:
    data = book(["Tªn", "MST"], ["C«ng ty Cæ phÇn", 1])
    assert rows(data, "xlsx", encoding="tcvn3").filled == [Row(1, ["Tên", "MST"]), Row(2, ["Công ty Cổ phần", 1])]
    assert rows(book(["Công ty"]), "xlsx", encoding="utf-8").filled == [Row(1, ["Công ty"])]


GARBLED = [["TÃªn", "Ghi chÃº"], ["CÃ´ng ty Máº«u", "cÅ©"]]


@pytest.mark.parametrize(
    ("data", "format_", "told"),
    [
        ("\n".join(map(",".join, GARBLED)).encode(), "csv", "row 1: 'TÃªn' is garbled; it was 'Tên'"),
        ("\n".join(map("\t".join, GARBLED)).encode("utf-16"), "tsv", "row 1: 'TÃªn' is garbled; it was 'Tên'"),
        (book(["Tên"], ["Công ty"], ["nhÃ  MÃ¡y"]), "xlsx", "A3: 'nhÃ  MÃ¡y' is garbled; it was 'nhà Máy'"),
        (
            b'[{"name": "A"}, {"name": "C\\u00c3\\u00b4ng ty"}]',
            "json",
            "row 2: 'CÃ´ng ty' is garbled; it was 'Công ty'",
        ),
        ('{"n": 1}\n{"n": [{"k": "Ä‘á»“"}]}'.encode(), "jsonl", "row 2: 'Ä‘á»“' is garbled; it was 'đồ'"),
        ('[{"TÃªn": 1}]'.encode(), "json", "row 1: 'TÃªn' is garbled; it was 'Tên'"),
    ],
)
def test_the_first_garbled_cell_is_reported_in_any_format(data: bytes, format_: str, told: str) -> None:
    hint = "somebody opened the file in the wrong encoding and saved it: use an earlier copy"
    assert refusal(data, format_) == (told, hint)


def test_a_sign_that_looks_garbled_in_text_that_is_not_passes() -> None:
    assert found("a,b\nPHÊ™,Ã¡ và Hải Phòng\n")[1] == (2, ["PHÊ™", "Ã¡ và Hải Phòng"])
    assert found('[{"a": "\\u00e0"}]', "json")[1] == (1, ["à"])


@given(st.lists(st.lists(hostile, min_size=2, max_size=2), max_size=3))
def test_json_is_read_as_it_was_written_but_for_outer_space(lines: list[list[str]]) -> None:
    objects = [dict(zip("ab", cells, strict=True)) for cells in lines]
    read = [row.cells for row in rows(json.dumps(objects).encode(), "json").filled[1:]]
    seen = [[cell.strip() if UNSEEN.sub("", cell).strip() else "" for cell in cells] for cells in lines]
    assert read == [cells for cells in seen if any(cells)]


@pytest.mark.parametrize(
    ("ending", "format_"),
    [(".csv", "csv"), (".txt", "csv"), (".tsv", "tsv"), (".xlsx", "xlsx"), (".json", "json"), (".jsonl", "jsonl")],
)
def test_the_ending_of_a_file_tells_its_format(ending: str, format_: str) -> None:
    assert format_of(f"LIST{ending.upper()}", b"") == format_
    assert format_of(f"list{ending}", b"", "jsonl") == "jsonl"


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"a,b", "csv"),
        (b"", "csv"),
        (b' \n[{"a": 1}]', "json"),
        (b'\xef\xbb\xbf[{"a": 1}]', "json"),
        (b'{"a": 1}', "jsonl"),
        (book(["a"]), "xlsx"),
    ],
)
def test_what_comes_in_tells_its_format_by_its_first_bytes(data: bytes, format_: str) -> None:
    assert format_of("-", data) == format_


def test_a_workbook_is_one_whatever_its_name() -> None:
    assert format_of("list.csv", book(["a"])) == "xlsx"


def test_a_format_that_nothing_tells_is_asked_for() -> None:
    with pytest.raises(UsageError) as unknown:
        format_of("list.doc", b"")
    hint = "save it as one of .csv .tsv .xlsx .xls .xlsb .ods .json .jsonl .vcf .txt"
    assert unknown.value.reports == (("no known format has the file extension '.doc'", hint),)
    with pytest.raises(UsageError) as misspelt:
        format_of("list.csv", b"", "jsno")
    assert misspelt.value.reports == (("no format 'jsno'", "did you mean 'json'?"),)
    with pytest.raises(UsageError) as other:
        format_of("list.csv", b"", "pdf")
    assert other.value.reports == (("no format 'pdf'", "csv, tsv, xlsx, xls, xlsb, ods, json, jsonl, vcard"),)
