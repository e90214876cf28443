"""The formats that programs and documents read, to the letter."""

import csv
import json
from datetime import date
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest
from hypothesis import given

from harness import share
from hiephoi_cli.domain.vietnamese import UNSAFE, harmless
from hiephoi_cli.interface import columns
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_text import FORMATS, MARK, excel_csv, separated
from output.listings import CANDIDATES, MEMBERS, REGISTRY, SOME, by_sector, made, some_columns
from registries import HOSTILE, hostile_rows

MACHINES = ["tsv", "csv", "json", "jsonl"]


def text(name: str, listing: Listing, *, header: bool = True) -> str:
    return "".join(FORMATS[name](listing, header))


def whole(listing: Listing) -> dict[str, str]:
    """All formats but html, whose pages begin with the same lines."""
    return {name: text(name, listing) for name in FORMATS if name != "html"}


def page(listing: Listing, *, header: bool = True) -> str:
    """An html page without its head and style."""
    return text("html", listing, header=header).partition("</style>\n")[2].removesuffix("</html>\n")


def excel(listing: Listing, language: str = "en", *, header: bool = False) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HIEPHOI_LANG", language)
        return "".join(excel_csv(listing, header))


def test_a_small_listing_in_every_format() -> None:
    assert whole(some_columns()) == {
        "tsv": (
            "id\tname\tsectors\tmembership\tjoined\n"
            "HV-0001\tTop Land\txay-lap\tofficial\t2024-11-11\n"
            'HV-0002\tCơ khí "Ánh, Dương"\txay-lap; tu-van\tassociate\t\n'
            "HV-0003\tAn Phú\t\tofficial\t\n"
        ),
        "csv": (
            "id,name,sectors,membership,joined\n"
            "HV-0001,Top Land,xay-lap,official,2024-11-11\n"
            'HV-0002,"Cơ khí ""Ánh, Dương""",xay-lap; tu-van,associate,\n'
            "HV-0003,An Phú,,official,\n"
        ),
        "json": (
            "[\n"
            '{"id":"HV-0001","name":"Top Land","sectors":["xay-lap"],"membership":"official","joined":"2024-11-11"},\n'
            '{"id":"HV-0002","name":"Cơ khí \\"Ánh, Dương\\"","sectors":["xay-lap","tu-van"],'
            '"membership":"associate","joined":null},\n'
            '{"id":"HV-0003","name":"An Phú","sectors":[],"membership":"official","joined":null}\n'
            "]\n"
        ),
        "jsonl": (
            '{"id":"HV-0001","name":"Top Land","sectors":["xay-lap"],"membership":"official","joined":"2024-11-11"}\n'
            '{"id":"HV-0002","name":"Cơ khí \\"Ánh, Dương\\"","sectors":["xay-lap","tu-van"],'
            '"membership":"associate","joined":null}\n'
            '{"id":"HV-0003","name":"An Phú","sectors":[],"membership":"official","joined":null}\n'
        ),
        "markdown": (
            "| ID | Name | Sectors | Joined |\n"
            "| --- | --- | --- | --- |\n"
            "| HV-0001 | Top Land | Xây lắp | 2024-11-11 |\n"
            '| HV-0002 | Cơ khí "Ánh, Dương" | Xây lắp, Tư vấn |  |\n'
            "| HV-0003 | An Phú |  |  |\n"
        ),
    }


def test_an_empty_listing_in_every_format() -> None:
    nothing = Listing(columns=some_columns().columns[:2], rows=[])
    assert whole(nothing) == {
        "tsv": "id\tname\n",
        "csv": "id,name\n",
        "json": "[]\n",
        "jsonl": "",
        "markdown": "| ID | Name |\n| --- | --- |\n",
    }


def test_one_record_is_one_object_and_otherwise_one_row() -> None:
    one = columns.one(REGISTRY, MEMBERS[0]).choose(["id", "name", "sectors"])
    assert whole(one) == {
        "tsv": "id\tname\tsectors\nHV-0001\tTop Land\txay-lap\n",
        "csv": "id,name,sectors\nHV-0001,Top Land,xay-lap\n",
        "json": '{\n  "id": "HV-0001",\n  "name": "Top Land",\n  "sectors": [\n    "xay-lap"\n  ]\n}\n',
        "jsonl": '{"id":"HV-0001","name":"Top Land","sectors":["xay-lap"]}\n',
        "markdown": "| ID | Name | Sectors |\n| --- | --- | --- |\n| HV-0001 | Top Land | Xây lắp |\n",
    }


def test_a_grouped_listing_has_the_group_as_its_first_column() -> None:
    grouped = by_sector()
    assert [line.split("\t")[:2] for line in text("tsv", grouped).splitlines()] == [
        ["by_sector", "id"],
        ["tu-van", "HV-0002"],
        ["xay-lap", "HV-0001"],
        ["xay-lap", "HV-0002"],
        ["", "HV-0003"],
    ]
    assert [row["by_sector"] for row in csv.DictReader(text("csv", grouped).splitlines())] == [
        "tu-van",
        "xay-lap",
        "xay-lap",
        "",
    ]
    for name in ("json", "jsonl"):
        assert [(one["by_sector"], one["id"]) for one in objects(name, grouped)] == [
            ("tu-van", "HV-0002"),
            ("xay-lap", "HV-0001"),
            ("xay-lap", "HV-0002"),
            ("", "HV-0003"),
        ]


def test_groups_are_headings_in_a_document() -> None:
    lines = text("markdown", by_sector()).splitlines()
    assert [line for line in lines if line.startswith("#")] == [
        "## Tư vấn (1)",
        "## Xây lắp (2)",
        "## Without: sectors (1)",
    ]
    assert lines.count("| ID | Name | Sectors | Joined |") == 3


def test_a_listings_title_is_a_heading_and_no_business_of_programs() -> None:
    listing = made([{"a": 1}], title="Hội viên | [x]")
    assert text("markdown", listing).startswith("## Hội viên \\| \\[x\\]\n\n| A |\n")
    for name in MACHINES:
        assert "Hội" not in text(name, listing)


@pytest.mark.parametrize(("name", "first"), [("tsv", "1\tx\n"), ("csv", "1,x\n"), ("markdown", "| 1 | x |\n")])
def test_the_header_is_left_out_if_it_is_not_wanted(name: str, first: str) -> None:
    assert text(name, made([{"a": 1, "b": "x"}]), header=False) == first


def test_json_has_its_keys_with_or_without_a_header() -> None:
    for name in ("json", "jsonl"):
        assert text(name, some_columns(), header=False) == text(name, some_columns())


def test_people_see_everyday_columns_and_programs_all_unless_somebody_chose() -> None:
    chosen = some_columns().choose(["membership", "id"])
    assert text("markdown", chosen).startswith("| Membership | ID |\n")
    assert text("tsv", chosen).startswith("membership\tid\n")
    assert "Membership" not in text("markdown", some_columns())


def test_numbers_stand_right_in_a_document() -> None:
    assert text("markdown", made([{"a": "x", "b": 1}])).splitlines()[1] == "| --- | ---: |"


def test_values_of_every_type_are_written_plainly() -> None:
    row = {"none": None, "yes": True, "no": False, "many": ["a", "b"], "none_of_many": (), "candidates": CANDIDATES}
    line = text("tsv", made([row]), header=False).rstrip("\n")
    assert line.split("\t") == [
        "",
        "true",
        "false",
        "a; b",
        "",
        '[{"person":"Lê An","votes":5,"elected":true},{"person":"Đỗ Bình"}]',
    ]
    assert objects("json", made([row])) == [{**row, "none_of_many": []}]


def test_a_page_is_a_table_that_loads_nothing() -> None:
    assert text("html", some_columns()).startswith(
        '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>hiephoi</title>\n<style>\n'
    )
    assert page(made([{"a": "x <b>&", "n": 1}, {"a": "y\nz", "n": 2}])) == (
        "<table>\n"
        '<thead><tr><th>A</th><th class="number">N</th></tr>\n</thead>\n'
        '<tr><td>x &lt;b&gt;&amp;</td><td class="number">1</td></tr>\n'
        '<tr><td>y\nz</td><td class="number">2</td></tr>\n'
        "</table>\n"
    )
    assert page(made([{"a": "x"}]), header=False) == "<table>\n<tr><td>x</td></tr>\n</table>\n"
    assert not {"src=", "href=", "url(", "<script"} & set(text("html", some_columns()).split())


def test_a_page_has_titles_what_stands_below_and_remarks() -> None:
    below = made([{"b": "y"}], title="Dưới <")
    listing = made([{"a": "x"}], title="Trên", below=below, remarks=["một & hai", "ba"])
    assert page(listing, header=False) == (
        "<h2>Trên</h2>\n<table>\n<tr><td>x</td></tr>\n</table>\n"
        "<h2>Dưới &lt;</h2>\n<table>\n<tr><td>y</td></tr>\n</table>\n"
        "<p>một &amp; hai</p>\n<p>ba</p>\n"
    )
    assert [line for line in page(by_sector()).splitlines() if line.startswith("<h2>")] == [
        "<h2>Tư vấn (1)</h2>",
        "<h2>Xây lắp (2)</h2>",
        "<h2>Without: sectors (1)</h2>",
    ]


def test_a_document_has_what_stands_below_and_remarks() -> None:
    listing = made([{"a": "x"}], below=made([{"b": "y"}]), remarks=["một | hai"])
    assert text("markdown", listing, header=False) == "| x |\n\n| y |\n\nmột \\| hai\n"


def test_a_page_speaks_the_readers_language() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HIEPHOI_LANG", "vi")
        assert '<html lang="vi">' in text("html", some_columns())


class _Cells(HTMLParser):
    """The texts of the cells of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self._inside = tag == "td"
        self.cells += [""] if self._inside else []

    def handle_endtag(self, _tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1] += data


@given(hostile_rows)
def test_the_cells_of_a_page_are_read_back_as_text(rows: list[dict[str, Any]]) -> None:
    parser = _Cells()
    parser.feed(page(made(rows), header=False))
    assert parser.cells == ["\n".join(map(harmless, value.split("\n"))) for row in rows for value in row.values()]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("0225382", "\t0225382"),
        ("0314409058-002", "\t0314409058-002"),
        ("1.5", "\t1.5"),
        ("1/2", "\t1/2"),
        ("=1+1", "\t=1+1"),
        ("-x", "\t-x"),
        ("+84", "\t+84"),
        ("@a", "\t@a"),
        ("12 Lạch Tray", "12 Lạch Tray"),
        ("HV-1", "HV-1"),
        ("", ""),
        (5, "5"),
        (-5, "-5"),
        (True, "true"),
        (date(2025, 2, 1), "2025-02-01"),
        (None, ""),
    ],
)
def test_excel_computes_nothing_and_keeps_zeros(value: object, cell: str) -> None:
    assert excel(made([{"a": value, "b": "x"}])) == f"{MARK}{cell},x\r\n"


def test_excel_is_spoken_to_with_the_separator_of_its_language() -> None:
    listing = made([{"a": "x;y", "b": "z, w"}])
    assert excel(listing, header=True) == f'{MARK}a,b\r\nx;y,"z, w"\r\n'
    assert excel(listing, "vi", header=True) == f'{MARK}a;b\r\n"x;y";z, w\r\n'


@pytest.mark.parametrize("language", ["en", "vi"])
@given(rows=hostile_rows)
def test_what_excel_gets_is_read_back_as_the_same_cells(language: str, rows: list[dict[str, Any]]) -> None:
    written = excel(made(rows), language).removeprefix(MARK)
    read = list(csv.reader(written.splitlines(keepends=True), delimiter=";" if language == "vi" else ","))
    lines = [["\n".join(map(harmless, value.split("\n"))) for value in row.values()] for row in rows]
    assert [[cell.removeprefix("\t") for cell in cells] for cells in read] == lines
    assert not any(cell.startswith(("=", "+", "-", "@")) for cells in read for cell in cells)


def test_a_list_is_separated_as_somebody_wants_it() -> None:
    listing = made([{"a": 1, "b": "x|y"}])
    assert "".join(separated(listing, True, written=repr, delimiter="|")) == "'a'|'b'\n1|\"'x|y'\"\n"


@pytest.mark.parametrize(("name", "value"), share([*product(FORMATS, HOSTILE)], every=5))
def test_no_value_commands_a_terminal_or_breaks_a_row(name: str, value: str) -> None:
    written = text(name, made([{"a": f"x{value}y", "b": "z"}]), header=False)
    safe = written.replace("\n", "").replace("\t", "")
    assert not UNSAFE.search(safe)
    assert safe.isprintable()
    if name in {"tsv", "jsonl", "markdown"}:
        assert written.count("\n") == 1


@given(hostile_rows)
def test_json_is_read_back_as_the_same_values(rows: list[dict[str, Any]]) -> None:
    assert objects("json", made(rows)) == rows
    assert objects("jsonl", made(rows)) == rows
    assert json.loads(text("json", made(rows[:1], single=True))) == rows[0]


@given(hostile_rows)
def test_csv_is_read_back_as_the_same_cells_but_for_what_is_harmful(rows: list[dict[str, Any]]) -> None:
    header, *cells = csv.reader(text("csv", made(rows)).splitlines(keepends=True))
    assert header == ["a", "b"]
    assert cells == [["\n".join(map(harmless, value.split("\n"))) for value in row.values()] for row in rows]


@given(hostile_rows)
def test_tsv_has_always_a_line_a_row_and_a_cell_a_column(rows: list[dict[str, Any]]) -> None:
    lines = text("tsv", made(rows)).split("\n")
    assert lines[0] == "a\tb"
    assert lines[-1] == ""
    assert [line.split("\t") for line in lines[1:-1]] == [[harmless(value) for value in row.values()] for row in rows]


@given(hostile_rows)
def test_a_documents_table_has_always_a_line_a_row_and_a_cell_a_column(rows: list[dict[str, Any]]) -> None:
    lines = text("markdown", made(rows)).splitlines()
    assert len(lines) == 2 + len(rows)
    for line in lines[2:]:
        unescaped = line.replace("\\\\", "").replace("\\|", "")
        assert unescaped.count("|") == 3
        assert not {"[", "<", "`"} & set(unescaped.replace("\\[", "").replace("\\<", "").replace("\\`", ""))


def test_headers_are_the_keys_of_the_file() -> None:
    assert text("tsv", some_columns()).splitlines()[0].split("\t") == list(SOME)


def objects(name: str, listing: Listing) -> list[Any]:
    written = text(name, listing)
    found: list[Any] = json.loads(written) if name == "json" else [json.loads(line) for line in written.splitlines()]
    return found
