"""Tables for people, fitted to their terminal."""

import re
from collections import Counter
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from rich.cells import cell_len
from rich.text import Text

from harness import share
from hiephoi_cli.interface import columns
from hiephoi_cli.output.listing import Column, Listing, Row, Total
from hiephoi_cli.output.table import table
from output.listings import MEMBERS, REGISTRY, by_sector, made, members
from output.rich_tables import printed, rich_sheet, texts
from registries import HOSTILE, hostile_rows, member, vietnamese

WIDTHS = (80, 120)
FULL = member(
    9,
    "Công ty Cổ phần dự án và công nghiệp Top Land",
    short_name="Top Land",
    tax_code="0100233488",
    sectors=("xay-lap", "tu-van"),
    representative="Phạm Đoàn Tùng",
    position="Giám đốc",
    phone="0225 3123456",
    email="van-phong@vi-du.vn",
    address="Lô CN1, khu công nghiệp Tiên Thanh, thành phố Hải Phòng",
    offers=("kết cấu thép", "khuôn đúc chính xác"),
    note="株式会社",
)


def shown(listing: Listing, width: int = 80, *, header: bool = True, on_terminal: bool = False) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        patch.setenv("TERM", "xterm-256color")
        patch.delenv("NO_COLOR", raising=False)
        return "".join(table(listing, header, on_terminal=on_terminal))


def test_a_small_listing_is_a_table() -> None:
    assert shown(members()) == (
        "╭─────────┬─────────────────────┬────────────────┬──────────────╮\n"
        "│ ID      │ Name                │ Representative │ Phone        │\n"
        "├─────────┼─────────────────────┼────────────────┼──────────────┤\n"
        "│ HV-0001 │ Top Land            │ Phạm Đoàn Tùng │              │\n"
        '│ HV-0002 │ Cơ khí "Ánh, Dương" │                │              │\n'
        "│ HV-0003 │ An Phú              │                │ 0225 3123456 │\n"
        "╰─────────┴─────────────────────┴────────────────┴──────────────╯\n"
    )


def test_one_record_is_a_sheet_of_the_fields_that_it_has() -> None:
    assert shown(columns.one(REGISTRY, MEMBERS[1])) == (
        "╭────────────┬─────────────────────╮\n"
        "│ ID         │ HV-0002             │\n"
        '│ Name       │ Cơ khí "Ánh, Dương" │\n'
        "│ Sectors    │ Xây lắp, Tư vấn     │\n"
        "│ Membership │ associate           │\n"
        "╰────────────┴─────────────────────╯\n"
    )


@given(st.lists(texts, min_size=1).filter(any), st.integers(40, 120), st.booleans())
def test_a_sheet_is_what_rich_draws(values: list[str], width: int, on_terminal: bool) -> None:
    fields = {f"Field {number}": value for number, value in enumerate(values)}
    sheet = rich_sheet({title: value for title, value in fields.items() if value})
    colours = "truecolor" if on_terminal else None
    assert shown(made([fields], single=True), width, on_terminal=on_terminal) == printed(
        sheet, width, color_system=colours
    )


@given(texts.filter(bool), st.integers(40, 120), st.booleans())
def test_titles_and_remarks_are_what_rich_prints(text: str, width: int, on_terminal: bool) -> None:
    drawn = shown(made([{"a": 1}], title=text, remarks=[text]), width, header=False, on_terminal=on_terminal)
    title, _table, remark = re.split("(╭───╮\n│ 1 │\n╰───╯\n)", drawn)
    assert title == printed(Text(text, style="bold"), width, color_system="truecolor" if on_terminal else None)
    assert remark == printed(Text(text), width)


def test_each_group_is_a_table_under_its_title_and_all_have_the_same_columns() -> None:
    text = shown(by_sector())
    lines = text.splitlines()
    assert [line for line in lines if line[0] not in "╭│├╰"] == [
        "Tư vấn (1)",
        "Xây lắp (2)",
        "Without: sectors (1)",
    ]
    assert len({line for line in lines if line.startswith("╭")}) == 1
    assert text.count("HV-0002") == 2


def test_a_table_may_have_a_title_and_no_header() -> None:
    text = shown(made([{"a": 1}], title="Hội viên [x]"), header=False)
    assert text == "Hội viên [x]\n╭───╮\n│ 1 │\n╰───╯\n"


def test_numbers_stand_right() -> None:
    assert "│     9 │" in shown(made([{"seats": 9}]))


def test_an_empty_listing_is_its_header() -> None:
    assert shown(Listing(columns=members().columns[:2], rows=[])).splitlines()[1] == "│ ID │ Name │"


def test_colour_is_for_terminals_only() -> None:
    assert "\x1b" not in shown(members())
    assert "\x1b" in shown(members(), on_terminal=True)


@pytest.mark.parametrize("width", [*WIDTHS, 40, 200])
def test_columns_that_have_no_room_are_left_out_from_the_last(width: int) -> None:
    header = re.findall(r"[^│]+", shown(members(FULL), width).splitlines()[1])
    titles = [title.strip() for title in header]
    everyday = ["ID", "Name", "Representative", "Phone", "Sectors", "Tax code", "E-mail"]
    assert titles == everyday[: len(titles)]
    assert len(titles) == {40: 2, 80: 4, 120: 6, 200: 7}[width]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("listing", [members(FULL), members(FULL, *MEMBERS), by_sector(), columns.one(REGISTRY, FULL)])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(width: int, listing: Listing) -> None:
    text = shown(listing, width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert "…" not in text


def test_a_long_value_is_wrapped_whole() -> None:
    cells = [line.split("│")[2].strip() for line in shown(members(FULL)).splitlines() if line.count("│") > 2]
    assert " ".join(cells).split()[1:] == FULL.name.split()


def test_columns_that_somebody_chose_all_stay() -> None:
    chosen = members(FULL).choose(["address", "name", "note", "email", "offers"])
    text = shown(chosen)
    assert max(map(cell_len, text.splitlines())) <= 80
    assert [part.strip() for part in text.splitlines()[1].split("│")[1:-1]] == [
        "Address",
        "Name",
        "Note",
        "E-mail",
        "Offers",
    ]


_CODES = st.lists(st.text("abc-0123456789", min_size=1, max_size=32), min_size=1, max_size=5)


@given(_CODES, st.lists(vietnamese, min_size=1, max_size=3), st.integers(60, 200))
def test_no_code_is_broken_at_any_width(codes: list[str], others: list[str], width: int) -> None:
    rows = [{"code": code, **{f"other {number}": text for number, text in enumerate(others)}} for code in codes]
    text = shown(made(rows), width, header=False)
    assert max(map(cell_len, text.splitlines())) <= width
    cells = [line.split("│")[1].strip() for line in text.splitlines()[1:-1]]
    assert [cell for cell in cells if cell] == codes


@given(st.lists(st.text("abc-", min_size=1, max_size=32), min_size=3, max_size=6), st.integers(60, 200))
def test_no_code_is_broken_where_somebody_chose_more_columns_than_fit(codes: list[str], width: int) -> None:
    row = {f"code {number}": code for number, code in enumerate(codes)}
    text = shown(structs.replace(made([row]), chosen=True), width, header=False)
    assert max(map(cell_len, text.splitlines())) <= width
    assert [cell for cell in re.findall("[^│╭╮╰╯─┬┴\\s]+", text) if cell in codes] == codes


@given(st.lists(st.text("abc-0123456789", min_size=1, max_size=60), max_size=4), vietnamese, st.integers(60, 200))
def test_what_a_listing_is_about_stays_whatever_the_codes_before_it(codes: list[str], about: str, width: int) -> None:
    row = {**{f"code {number}": code for number, code in enumerate(codes)}, "about": f"x {about}", "more": "x" * 60}
    listing = made([row])
    columns = [structs.replace(one, kept=one.key == "about", comfort=38) for one in listing.columns]
    lines = shown(structs.replace(listing, columns=columns), width).splitlines()
    assert "About" in lines[1]
    assert {cell_len(line) for line in lines} == {cell_len(lines[0])}
    assert cell_len(lines[0]) <= width


def test_how_many_there_are_is_said_below() -> None:
    total = Total(len, lambda text, number: f"{text} of us {number}")
    counted = structs.replace(made([{"a": 1}, {"a": 2}]), total=total)
    assert shown(counted).endswith("╯\n2 of us 2\n")
    assert shown(counted.first(1)).endswith("╯\n1/2 of us 2\n")
    assert shown(counted.first(2)).endswith("╯\n2 of us 2\n")


def test_a_column_that_is_empty_throughout_is_left_out_unless_somebody_chose_it() -> None:
    assert "Phone" not in shown(members(MEMBERS[0]))
    assert "Phone" in shown(members(MEMBERS[0]).choose(["id", "phone"]))


@pytest.mark.parametrize(("on_terminal", "value"), share([*product([False, True], HOSTILE)], every=3))
def test_no_value_commands_the_terminal_or_is_markup(value: str, *, on_terminal: bool) -> None:
    rows = [{"a": f"x{value}y", "b": "z"}]
    for listing in (made(rows, title=f"t{value}"), made(rows, single=True)):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", shown(listing, on_terminal=on_terminal))
        assert plain.replace("\n", "").isprintable()
        assert f"x{value}y" in plain if value.isprintable() else "\\" in plain
    assert "\x1b[31m" not in shown(made(rows))


@given(hostile_rows, st.sampled_from(WIDTHS))
def test_whatever_the_values_no_line_is_too_wide(rows: list[dict[str, Any]], width: int) -> None:
    text = shown(made(rows), width)
    assert {cell_len(line) for line in text.splitlines()} == {cell_len(text.splitlines()[0])}
    assert cell_len(text.splitlines()[0]) <= width


@given(st.lists(vietnamese | st.text("ab ", max_size=60), min_size=1, max_size=4), st.integers(50, 130))
def test_what_is_shown_is_shown_whole(values: list[str], width: int) -> None:
    row = {f"column {number}": value.strip() or "x" for number, value in enumerate(values)}
    lines = [line.split("│")[1:-1] for line in shown(made([row]), width, header=False).splitlines()[1:-1]]
    cells = ["".join(parts).replace(" ", "") for parts in zip(*lines, strict=True)]
    assert cells == [value.replace(" ", "") for value in row.values()][: len(cells)]
    assert cells


@pytest.mark.parametrize("width", [*WIDTHS, 200])
def test_no_value_is_asked_for_twice(width: int) -> None:
    asked: Counter[tuple[str, int]] = Counter()

    def counted(column: Column) -> Column:
        def of(row: Row) -> str:
            asked[column.key, id(row)] += 1
            return column.shown(row)

        return structs.replace(column, shown=of)

    listing = members(FULL, *MEMBERS)
    shown(structs.replace(listing, columns=[counted(column) for column in listing.columns]), width)
    assert set(asked.values()) == {1}
    assert ("name", id(FULL)) in asked


def test_titles_are_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIEPHOI_LANG", "vi")
    assert "11/11/2024" in shown(members(MEMBERS[0]).choose(["joined"]))
